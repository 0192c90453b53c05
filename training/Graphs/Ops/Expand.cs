using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Expand</c> (opset 13): x repeated to a shape that it broadcasts to; an axis whose size is not fixed is x's own and stays as it
/// is, or is the first of the shape and of one of the graph's inputs, of which its size is taken.
/// VJP: ∂x = gradOutput summed over the repeated axes; none for the shape. Twice differentiable.
/// </summary>
public sealed class Expand(Shape target) : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        return target.Equals(Shape.Broadcast(inputs[0].Shape, target))
            ? new TensorType(inputs[0].Type.Element, target)
            : throw GraphException.Shape(
                this, $"{inputs[0].Shape} does not broadcast to {target}", "Use trailing dimensions that are equal or 1");
    }

    /// <inheritdoc/>
    public override bool Broadcasts(int input) => input == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput, null];
}

/// <summary>Builds <c>Expand</c> nodes.</summary>
public static class ExpandBuilder
{
    /// <summary>x repeated to <paramref name="target"/>.</summary>
    public static Value Expand(this Value x, Shape target)
    {
        if (x.Shape.Equals(target))
        {
            return x;
        }

        if (!IsForeign(x.Shape, target, 0) || Owner(x.Graph, target[0]) is not { } owner)
        {
            return x.Graph.Add(new Expand(target), x, x.Graph.Integers(Sizes(x.Shape, target)));
        }

        // First all fixed axes, by constants; then the free one, by the shape that the input has when the graph runs, and by ones.
        var item = x.Expand(target.With(0, 1));
        return x.Graph.Add(new Expand(target), item, OneItem(owner, target.Rank).ShapeOf());
    }

    /// <summary>True where the target has a free axis that x does not have.</summary>
    private static bool IsForeign(Shape x, Shape target, int axis)
    {
        var own = axis - (target.Rank - x.Rank);
        return target.Rank > axis && !target[axis].IsFixed && (own < 0 || x[own] != target[axis]);
    }

    private static Value? Owner(GraphBuilder graph, Dimension axis) =>
        graph.Inputs.FirstOrDefault(input => input.Shape.Rank > 0 && input.Shape[0] == axis && input.Shape.Skip(1).All(d => d.IsFixed));

    /// <summary>An input's first element of each item, [N, 1, 1 …].</summary>
    private static Value OneItem(Value input, int rank)
    {
        var flat = input.Reshape(Shape.Of(1, new Shape(input.Shape.Skip(1)).ElementCount).With(0, input.Shape[0]));
        var first = flat.Shape[1] == 1L ? flat : flat.Slice(1, 0, 1);
        return first.Reshape(new Shape([input.Shape[0], .. Enumerable.Repeat<Dimension>(1, rank - 1)]));
    }

    /// <summary>
    /// The operator broadcasts both ways: a size of 1 leaves an axis of x as it is, whatever its size is when the graph runs.
    /// </summary>
    private static long[] Sizes(Shape x, Shape target)
    {
        var leading = target.Rank - x.Rank;
        return [.. target.Select((d, axis) => d.IsFixed ? d.Size
            : axis >= leading && x[axis - leading] == d ? 1
            : throw GraphException.Shape(new Expand(target), $"the target {target} is not fixed", "Use fixed sizes"))];
    }
}

/// <summary>Reads <c>Expand</c> nodes.</summary>
public sealed class ExpandReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        var target = node.Known(1);
        if (!target.IsFixed || target.Numbers.Aggregate(1.0, (product, size) => product * size) > Operand.MostElements)
        {
            return null;
        }

        var shape = new Shape(target.Dimensions);
        var zeros = new KnownTensor(ElementType.Int64, shape.Sizes, new double[shape.ElementCount]);
        return KnownTensor.Zip(node.Known(0), zeros, node.Type(0).Element, (number, _) => number, (element, _) => element);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        Dimension?[] axes = [.. node.Known(1).Dimensions];
        var target = new Shape(node.Rebatched(axes, x.Shape).OfType<Dimension>());
        return [Shape.Broadcast(x.Shape, target) is { } shape
            ? x.Expand(shape)
            : throw new GraphException($"{x.Shape} does not broadcast to {target}")];
    }
}
