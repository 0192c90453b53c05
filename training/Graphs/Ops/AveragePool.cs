using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>AveragePool</c> (opset 11): y [N, C, H/k, W/k] = means over the squares that tile x [N, C, H, W]. Attributes:
/// kernel_shape, strides (both k). VJP: ∂x = every number of gradOutput over its square, divided by k². Twice differentiable.
/// ONNX Runtime's kernel is of single precision.
/// </summary>
public sealed class AveragePool(int size) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("kernel_shape", [size, size]), Attribute("strides", [size, size])];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        var x = inputs[0].Shape;
        if (inputs[0].Type.Element != ElementType.Float)
        {
            throw GraphException.ElementType(this, inputs[0], nameof(ElementType.Float));
        }

        return size >= 1 && x.Rank == 4 && x[2].Size % size == 0 && x[3].Size % size == 0
            ? new TensorType(ElementType.Float, new Shape(x[0], x[1], x[2].Size / size, x[3].Size / size))
            : throw GraphException.Shape(
                this, $"squares of {size} do not tile {x}", "Give x the shape [N,C,H,W] with H and W multiples of the size");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (x, y) = (node.Inputs[0].Shape, gradOutput.Shape);
        var shared = (gradOutput * (1.0 / (size * size))).Reshape(new Shape(y[0], y[1], y[2], 1, y[3], 1));
        return [shared.Expand(new Shape(y[0], y[1], y[2], size, y[3], size)).Reshape(x)];
    }
}

/// <summary>Builds <c>AveragePool</c> nodes.</summary>
public static class AveragePoolBuilder
{
    /// <summary>
    /// Means over squares of <paramref name="size"/> × <paramref name="size"/> that tile <paramref name="x"/> [N, C, H, W].
    /// </summary>
    public static Value AveragePool(this Value x, int size) => x.Graph.Add(new AveragePool(size), x);
}
