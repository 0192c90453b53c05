using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>The CPU execution provider, which every session has.</summary>
public sealed class CpuDevice : Device
{
    /// <inheritdoc/>
    public override string Name => "cpu";

    /// <inheritdoc/>
    public override Lowering Lowering => Lowering.Gemm;

    /// <inheritdoc/>
    public override void Configure(SessionOptions options, bool replayed)
    {
    }

    /// <inheritdoc/>
    public override OrtMemoryInfo CreateMemoryInfo() =>
        new(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
}
