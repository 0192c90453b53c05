using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>ConvTranspose</c> (opset 11): y [N, O, H, W] from x [N, I, h, w] and w [I, O, k, l], the adjoint of the <see cref="Ops.Conv"/>
/// with the same numbers, plus b [O] if given; H = (h − 1)·stride + dilation·(k − 1) + 1 − 2·pad + output_padding. Attributes: strides,
/// pads, dilations, equal for both axes, and output_padding (group stays 1; pads that differ would fall back to the CPU beside CUDA). VJP:
/// ∂x = Conv(gradOutput, w); ∂w = Conv over operands whose batch and channels have changed places; ∂b = gradOutput summed over all but the
/// channels. Twice differentiable. ONNX Runtime's kernels are of single precision.
/// </summary>
public sealed class ConvTranspose(int stride, int pad, int dilation, long outputPaddingHeight, long outputPaddingWidth) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes =>
    [
        Attribute("strides", [stride, stride]),
        Attribute("pads", [pad, pad, pad, pad]),
        Attribute("dilations", [dilation, dilation]),
        Attribute("output_padding", [outputPaddingHeight, outputPaddingWidth]),
    ];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        ConvolutionShape.Check(this, inputs, weightAxis: 0, (stride, pad, dilation));
        var (x, w) = (inputs[0].Shape, inputs[1].Shape);
        ConvolutionShape.CheckBias(this, inputs, w[1]);
        return new TensorType(
            inputs[0].Type.Element,
            new Shape(x[0], w[1], Side(x[2].Size, w[2].Size, outputPaddingHeight), Side(x[3].Size, w[3].Size, outputPaddingWidth)));

        long Side(long size, long kernel, long outputPadding)
        {
            var least = ConvolutionShape.Painted(size, kernel, stride, pad, dilation);
            return outputPadding >= 0 && outputPadding < Math.Max(stride, dilation) && least + outputPadding > 0
                ? least + outputPadding
                : throw GraphException.Shape(
                    this,
                    $"{x} painted with {w}, stride {stride}, pad {pad} and dilation {dilation} "
                    + $"makes {least} to {least + Math.Max(stride, dilation) - 1}, not {least + outputPadding}",
                    "Ask for a size in that range");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (x, w) = (node.Inputs[0], node.Inputs[1]);
        var gradX = gradOutput.Conv(w, null, stride, pad, dilation);
        var gradW = ConvolutionShape.WeightGradient(gradOutput, x, w.Shape, stride, pad, dilation);
        return node.Inputs.Count == 2 ? [gradX, gradW] : [gradX, gradW, gradOutput.ReduceSum([0, 2, 3])];
    }
}

/// <summary>Builds <c>ConvTranspose</c> nodes.</summary>
public static class ConvTransposeBuilder
{
    /// <summary>
    /// The transposed convolution of <paramref name="x"/> [N, I, h, w] with <paramref name="w"/> [I, O, k, l], to a size.
    /// </summary>
    public static Value ConvTranspose(this Value x, Value w, Value? b, int stride, int pad, int dilation, long height, long width)
    {
        var (paddingHeight, paddingWidth) = (0L, 0L);
        if (x.Shape.Rank == 4 && w.Shape.Rank == 4)
        {
            paddingHeight = height - ConvolutionShape.Painted(x.Shape[2].Size, w.Shape[2].Size, stride, pad, dilation);
            paddingWidth = width - ConvolutionShape.Painted(x.Shape[3].Size, w.Shape[3].Size, stride, pad, dilation);
        }

        return x.Graph.Add(new ConvTranspose(stride, pad, dilation, paddingHeight, paddingWidth), b is null ? [x, w] : [x, w, b]);
    }
}
