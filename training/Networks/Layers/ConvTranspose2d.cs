using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// Transposed convolution (PyTorch's <c>ConvTranspose2d</c>): the adjoint of the <see cref="Conv2d"/> that leads from maps of
/// <paramref name="OutputSize"/> × <paramref name="OutputSize"/> to the input's size. Naming the output's size settles what
/// TensorFlow takes from <c>output_shape</c> and PyTorch from <c>output_padding</c>. The weight is stored channels last,
/// [in, k, k, out]: PyTorch's own order is its permute(0, 3, 1, 2).
/// </summary>
/// <param name="In">Channels of the input.</param>
/// <param name="Out">Channels of the output.</param>
/// <param name="KernelSize">Side of the kernel.</param>
/// <param name="Stride">Step between the painted kernels.</param>
/// <param name="Padding">Zeros around the output in the convolution that this one turns round.</param>
/// <param name="OutputSize">Height and width of the output.</param>
/// <param name="Bias">Whether a number a channel is added.</param>
public sealed record ConvTranspose2d(
    [Within(1, 1 << 16)] int In,
    [Within(1, 1 << 16)] int Out,
    [Within(1, 64)] int KernelSize,
    [Within(1, 64)] int Stride,
    PaddingRule Padding,
    [Within(1, FeatureMap.LargestSide)] int OutputSize,
    bool Bias) : Layer
{
    /// <inheritdoc/>
    public override int WeightOutputAxis => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters()
    {
        // PyTorch's fan_in of a transposed convolution counts what one input pixel paints.
        var fan = new Fan(Out * KernelSize * KernelSize, In * KernelSize * KernelSize);
        var weight = new ParameterSpec("weight", Shape.Of(In, KernelSize, KernelSize, Out), ParameterRole.Weight, fan);
        return Bias ? [weight, new ParameterSpec("bias", Shape.Of(Out), ParameterRole.Bias, fan)] : [weight];
    }

    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x)
    {
        var map = FeatureMap.Of(context, x, nameof(ConvTranspose2d), In);
        var window = Padding.Window(OutputSize, OutputSize, KernelSize, Stride);
        if (window.OutputHeight != map.Height || window.OutputWidth != map.Width)
        {
            throw new GraphException(
                $"ConvTranspose2d '{context.Path}': a convolution of kernelSize {KernelSize}, stride {Stride} and padding {Padding} makes "
                + $"{window.OutputHeight}×{window.OutputWidth} of {OutputSize}×{OutputSize}, x has {map}. Change outputSize or padding.");
        }

        return context.Lowering.ConvolveTransposed(x, context.Parameter("weight"), Bias ? context.Parameter("bias") : null, window);
    }
}
