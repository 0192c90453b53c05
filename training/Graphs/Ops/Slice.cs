
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Slice</c> (opset 13): the elements start … end−1 of one axis; starts, ends and axes are initializers.
/// VJP: ∂x = gradOutput between zeros; none for the bounds. Twice differentiable.
/// </summary>
public sealed class Slice(int axis, long start, long end) : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 4);
        var shape = inputs[0].Shape;
        var size = shape[Require.FixedAxis(this, inputs[0], axis, "Slice a fixed axis")].Size;
        return start >= 0 && start < end && end <= size
            ? new TensorType(inputs[0].Type.Element, shape.With(axis, end - start))
            : throw GraphException.Shape(this, $"[{start}, {end}) is outside axis {axis} of {shape}", $"Use 0 ≤ start < end ≤ {size}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var shape = node.Inputs[0].Shape;
        var position = shape.Axis(axis);
        var (begins, ends) = (new long[shape.Rank], new long[shape.Rank]);
        (begins[position], ends[position]) = (start, shape[position].Size - end);
        return [begins[position] + ends[position] == 0 ? gradOutput : gradOutput.Pad(begins, ends), null, null, null];
    }
}

/// <summary>Builds <c>Slice</c> nodes.</summary>
public static class SliceBuilder
{
    /// <summary>The elements <paramref name="start"/> … <paramref name="end"/>−1 along <paramref name="axis"/>.</summary>
    public static Value Slice(this Value x, int axis, long start, long end)
    {
        var graph = x.Graph;
        return graph.Add(new Slice(axis, start, end), x, graph.Integers(start), graph.Integers(end), graph.Integers(axis));
    }
}
