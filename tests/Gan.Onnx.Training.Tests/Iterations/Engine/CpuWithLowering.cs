using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

/// <summary>The CPU, computing with feature maps as another device does.</summary>
internal sealed class CpuWithLowering(Lowering lowering) : Device
{
    private readonly CpuDevice _cpu = new();

    public override string Name => _cpu.Name;

    public override Lowering Lowering => lowering;

    public override void Configure(SessionOptions options, bool replayed) => _cpu.Configure(options, replayed);

    public override OrtMemoryInfo CreateMemoryInfo() => _cpu.CreateMemoryInfo();
}
