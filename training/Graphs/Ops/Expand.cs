using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Expand</c> (opset 13): x repeated to a shape that it broadcasts to; an axis whose size is not fixed is x's own and stays as it
/// is.
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
    public static Value Expand(this Value x, Shape target) =>
        x.Shape.Equals(target) ? x : x.Graph.Add(new Expand(target), x, x.Graph.Integers(Sizes(x.Shape, target)));

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
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, target) = (node.Value(0), new Shape(node.Known(1).Dimensions));
        return [Shape.Broadcast(x.Shape, target) is { } shape
            ? x.Expand(shape)
            : throw new GraphException($"{x.Shape} does not broadcast to {target}")];
    }
}
