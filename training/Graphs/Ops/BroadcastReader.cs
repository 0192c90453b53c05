using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// Reads operators of two tensors that are broadcast, at opset 6 by the older rule: b lies along the axes of a from attribute axis on.
/// </summary>
/// <param name="build">The operator; null in a subclass that reads in its own way.</param>
/// <param name="fold">What it does to numbers that are known at load, as real numbers; null for nothing.</param>
/// <param name="symbols">What it makes of free axes among them; null for nothing.</param>
public abstract class BroadcastReader(
    Func<Value, Value, Value> build,
    Func<double, double, double>? fold = null,
    Func<KnownElement, KnownElement, KnownElement?>? symbols = null) : OperatorReader
{
    private const int NumPyRule = 7;

    /// <summary>The element type of the outcome, from that of the inputs.</summary>
    protected virtual ElementType Outcome(ElementType input) => input;

    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        if (fold is null || node.Opset < NumPyRule)
        {
            return null;
        }

        var (element, outcome) = (node.Type(0).Element, Outcome(node.Type(0).Element));
        return KnownTensor.Zip(
            node.Known(0),
            node.Known(1),
            outcome,
            element switch
            {
                ElementType.Float => (a, b) => (float)fold(a, b),
                ElementType.Double => fold,
                _ => (a, b) => Math.Truncate(fold(a, b)),
            },
            symbols);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (a, b) = (node.Value(0), node.Value(1));
        if (node.Opset < NumPyRule)
        {
            var first = (int)node.Int("axis", a.Shape.Rank - b.Shape.Rank);
            b = node.Flag("broadcast") && b.Shape.Rank > 0 && b.Shape.Rank < a.Shape.Rank ? Along(b, a.Shape.Rank, a.Shape.Axis(first)) : b;
        }

        return [build(a, b)];
    }

    /// <summary>The same elements with axes of size 1 behind, so that the first of them comes to lie on <paramref name="first"/>.</summary>
    private static Value Along(Value b, int rank, int first)
    {
        var behind = rank - first - b.Shape.Rank;
        return behind switch
        {
            < 0 => throw new GraphException($"b {b.Shape} does not fit behind axis {first} of {rank}"),
            0 => b,
            _ => b.Reshape(new Shape([.. b.Shape, .. Enumerable.Repeat<Dimension>(1, behind)])),
        };
    }
}
