using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Conv</c> (opset 11): y [N, O, H′, W′] = the cross-correlation of x [N, I, H, W] with w [O, I, k, l], plus b [O] if given;
/// H′ = ⌊(H + 2·pad − dilation·(k − 1) − 1) / stride⌋ + 1. Attributes: strides, pads, dilations, equal for both axes (group stays 1).
/// VJP: ∂x = ConvTranspose(gradOutput, w); ∂w = Conv over operands whose batch and channels have changed places, stride and dilation
/// exchanged; ∂b = gradOutput summed over all but the channels. Twice differentiable. ONNX Runtime's kernels are of single precision.
/// </summary>
public sealed class Conv(int stride, int pad, int dilation) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes =>
    [
        Attribute("strides", [stride, stride]),
        Attribute("pads", [pad, pad, pad, pad]),
        Attribute("dilations", [dilation, dilation]),
    ];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        ConvolutionShape.Check(this, inputs, weightAxis: 1, (stride, pad, dilation));
        var (x, w) = (inputs[0].Shape, inputs[1].Shape);
        ConvolutionShape.CheckBias(this, inputs, w[0]);
        return new TensorType(inputs[0].Type.Element, new Shape(x[0], w[0], Side(x[2].Size, w[2].Size), Side(x[3].Size, w[3].Size)));

        long Side(long size, long kernel)
        {
            var span = size + (2 * pad) - (dilation * (kernel - 1)) - 1;
            return span >= 0
                ? (span / stride) + 1
                : throw GraphException.Shape(
                    this,
                    $"a kernel of {w} with dilation {dilation} does not fit into {x} with pad {pad}",
                    "Pad more or use a smaller kernel");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (x, w) = (node.Inputs[0], node.Inputs[1]);
        var painted = gradOutput.ConvTranspose(w, null, stride, pad, dilation, x.Shape[2].Size, x.Shape[3].Size);
        var gradW = ConvolutionShape.WeightGradient(x, gradOutput, w.Shape, stride, pad, dilation);
        return node.Inputs.Count == 2 ? [painted, gradW] : [painted, gradW, gradOutput.ReduceSum([0, 2, 3])];
    }
}

/// <summary>Builds <c>Conv</c> nodes.</summary>
public static class ConvBuilder
{
    /// <summary>The cross-correlation of <paramref name="x"/> [N, I, H, W] with <paramref name="w"/> [O, I, k, l].</summary>
    public static Value Conv(this Value x, Value w, Value? b = null, int stride = 1, int pad = 0, int dilation = 1) =>
        x.Graph.Add(new Conv(stride, pad, dilation), b is null ? [x, w] : [x, w, b]);
}
