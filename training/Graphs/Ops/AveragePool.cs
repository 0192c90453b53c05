using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

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

    /// <summary>Means over windows of [N, C, …] that move in any way, as a Gather of their pixels, a sum and a division.</summary>
    /// <param name="x">The maps.</param>
    /// <param name="window">How the windows move.</param>
    /// <param name="roundsUp">Whether a window that is left over counts.</param>
    /// <param name="countsPadding">Whether pixels of the padding count as zeros, or not at all.</param>
    internal static Value AveragePool(this Value x, SpatialWindow window, bool roundsUp, bool countsPadding)
    {
        long[] map = [.. x.Shape.Skip(2).Select(d => d.Size)];
        var table = PoolTable.Of(window, map, roundsUp);
        var (n, c, pixels, places) = (x.Shape[0], x.Shape[1], map.Aggregate(1L, (a, b) => a * b), table.Counted.Length);
        var lines = x.Reshape(new Shape(n, c, pixels));
        if (table.Pixels.Contains(-1))
        {
            lines = lines.Pad([0, 0, 0], [0, 0, 1]);
        }

        var shares = new double[1, places];
        for (var place = 0; place < places; place++)
        {
            var inside = table.Pixels.AsSpan(place * table.Width, table.Width).ToArray().Count(pixel => pixel >= 0);
            shares[0, place] = 1.0 / (countsPadding ? table.Counted[place] : inside);
        }

        var sums = lines.Gather(2, [.. table.Pixels.Select(pixel => pixel < 0 ? pixels : pixel)])
            .Reshape(new Shape(n, c, places, table.Width))
            .ReduceSum([3]);
        return (sums * x.Graph.Matrix(shares, x.Type.Element)).Reshape(new Shape([n, c, .. table.Sizes.Select(size => (Dimension)size)]));
    }
}

/// <summary>Reads <c>AveragePool</c> nodes; squares that do not tile the map are gathered.</summary>
public sealed class AveragePoolReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, roundsUp, countsPadding) = (node.Value(0), node.Flag("ceil_mode"), node.Flag("count_include_pad"));
        var window = SpatialWindow.Of(node, x.Shape, node.Ints("kernel_shape") ?? throw new GraphException("kernel_shape is missing"));
        var tiles = x.Shape.Rank == 4 && x.Type.Element == ElementType.Float
            && SpatialWindow.Shared([.. window.Kernel, .. window.Strides]) is { } size
            && x.Shape[2].Size % size == 0 && x.Shape[3].Size % size == 0
            && window.Begins.Concat(window.Ends).All(pad => pad == 0) && window.Dilations.All(dilation => dilation == 1);
        return [tiles ? x.AveragePool((int)window.Kernel[0]) : x.AveragePool(window, roundsUp, countsPadding)];
    }
}
