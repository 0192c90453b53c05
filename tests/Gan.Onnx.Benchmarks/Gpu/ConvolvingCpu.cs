using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>Stands in for a GPU where there is none: other sums, in another order, since convolutions are Conv nodes.</summary>
internal sealed class ConvolvingCpu : CpuDevice
{
    /// <inheritdoc/>
    public override Lowering Lowering => Lowering.Conv;
}
