using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Clip</c> (opset 13): y = min(max(x, low), high), any shape; low and high are scalar initializers.
/// VJP: ∂x = gradOutput where low &lt; x &lt; high, else 0; none for the bounds. Twice differentiable (the second derivative is 0).
/// </summary>
public sealed class Clip : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 3);
        Require.FloatingPoint(this, inputs);
        return inputs[1].Shape.Rank == 0 && inputs[2].Shape.Rank == 0
            ? inputs[0].Type
            : throw GraphException.Shape(
                this, $"the bounds are {inputs[1].Type} and {inputs[2].Type}, expected scalars", "Pass two numbers");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (x, low, high) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        var zero = gradOutput.Scalar(0);
        return [x.Greater(low).Where(high.Greater(x).Where(gradOutput, zero), zero), null, null];
    }
}

/// <summary>Builds <c>Clip</c> nodes.</summary>
public static class ClipBuilder
{
    /// <summary>Element-wise x limited to [low, high].</summary>
    /// <exception cref="GraphException">low is above high.</exception>
    public static Value Clip(this Value x, double low, double high) => low <= high
        ? x.Graph.Add(new Clip(), x, x.Scalar(low), x.Scalar(high))
        : throw GraphException.Shape(
            new Clip(), FormattableString.Invariant($"the bounds are {low} and {high}, expected low ≤ high"), "Swap them");
}

/// <summary>Reads <c>Clip</c> nodes: bounds are attributes before opset 11, inputs since then, and may be left out.</summary>
public sealed class ClipReader : OperatorReader
{
    private const int BoundsAreInputs = 11;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        var highest = x.Type.Element == ElementType.Double ? double.MaxValue : float.MaxValue;
        var (low, high) = (Bound(node, "min", 1, -highest), Bound(node, "max", 2, highest));

        // Bounds that are computed have gradients, which Clip itself does not give.
        return low.Data is not null && high.Data is not null ? [x.Graph.Add(new Clip(), x, low, high)] : [x.Max(low).Min(high)];
    }

    private static Value Bound(ReadNode node, string name, int input, double absent)
    {
        var graph = node.Graph;
        var element = node.Type(0).Element;
        return node.Opset < BoundsAreInputs ? graph.Scalar(node.Float(name, absent), element)
            : !node.Has(input) ? graph.Scalar(absent, element)
            : node.Value(input) is { Shape.Rank: > 0 } bound ? bound.Reshape(Shape.Scalar) : node.Value(input);
    }
}
