using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>The CPU execution provider, which every session has.</summary>
public class CpuDevice : Device
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

    /// <inheritdoc/>
    internal override void Copy(IReadOnlyList<OrtValue> from, IReadOnlyList<OrtValue> to)
    {
        foreach (var (source, target) in from.Zip(to))
        {
            source.GetTensorMutableRawData().CopyTo(target.GetTensorMutableRawData());
        }
    }
}
