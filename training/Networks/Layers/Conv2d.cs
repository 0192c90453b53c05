using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// Cross-correlation with square kernels (PyTorch's <c>Conv2d</c>): maps of <paramref name="In"/> channels become maps of
/// <paramref name="Out"/>. The weight is stored channels last, [out, k, k, in]: PyTorch's own order is its permute(0, 3, 1, 2).
/// </summary>
/// <param name="In">Channels of the input.</param>
/// <param name="Out">Channels of the output.</param>
/// <param name="KernelSize">Side of the kernel.</param>
/// <param name="Stride">Step of the kernel.</param>
/// <param name="Padding">Zeros around the input.</param>
/// <param name="Bias">Whether a number a channel is added.</param>
public sealed record Conv2d(
    [Within(1, 1 << 16)] int In,
    [Within(1, 1 << 16)] int Out,
    [Within(1, 64)] int KernelSize,
    [Within(1, 64)] int Stride,
    PaddingRule Padding,
    bool Bias) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters()
    {
        var fan = new Fan(In * KernelSize * KernelSize, Out * KernelSize * KernelSize);
        var weight = new ParameterSpec("weight", Shape.Of(Out, KernelSize, KernelSize, In), ParameterRole.Weight, fan);
        return Bias ? [weight, new ParameterSpec("bias", Shape.Of(Out), ParameterRole.Bias, fan)] : [weight];
    }

    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x)
    {
        var map = FeatureMap.Of(context, x, nameof(Conv2d), In);
        var window = Padding.Window(map.Height, map.Width, KernelSize, Stride);
        if (window.Height + window.Rows.Begin + window.Rows.End < KernelSize
            || window.Width + window.Columns.Begin + window.Columns.End < KernelSize)
        {
            throw new GraphException(
                $"Conv2d '{context.Path}': a kernel of {KernelSize} does not fit into {map} with padding {Padding}. "
                + "Use a smaller kernelSize or more padding.");
        }

        return context.Lowering.Convolve(x, context.Parameter("weight"), Bias ? context.Parameter("bias") : null, window);
    }
}
