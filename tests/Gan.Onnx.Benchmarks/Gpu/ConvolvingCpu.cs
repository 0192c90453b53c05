using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>Stands in for a GPU where there is none: the CPU provider under a GPU's graphs, with convolutions as Conv nodes.</summary>
internal sealed class ConvolvingCpu : Device
{
    private readonly CpuDevice _cpu = new();

    /// <inheritdoc/>
    public override string Name => _cpu.Name;

    /// <inheritdoc/>
    public override Lowering Lowering => Lowering.Conv;

    /// <inheritdoc/>
    public override void Configure(SessionOptions options, bool replayed) => _cpu.Configure(options, replayed);

    /// <inheritdoc/>
    public override OrtMemoryInfo CreateMemoryInfo() => _cpu.CreateMemoryInfo();
}
