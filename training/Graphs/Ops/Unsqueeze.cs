using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Unsqueeze</c> as a Reshape: axes of size 1 put in.</summary>
public static class UnsqueezeBuilder
{
    /// <summary>The same elements with axes of size 1 at the places <paramref name="axes"/> of the result.</summary>
    public static Value Unsqueeze(this Value x, IReadOnlyList<int> axes) => x.Reshape(Widened(x.Shape, axes));

    /// <summary>The shape with axes of size 1 put in.</summary>
    internal static Shape Widened(Shape shape, IReadOnlyList<int> axes)
    {
        var rank = shape.Rank + axes.Count;
        var added = axes.Select(axis => axis < 0 ? axis + rank : axis).ToHashSet();
        var old = shape.GetEnumerator();
        return new Shape(Enumerable.Range(0, rank).Select(axis => added.Contains(axis) || !old.MoveNext() ? 1 : old.Current).ToArray());
    }
}

/// <summary>Reads <c>Unsqueeze</c> nodes.</summary>
public sealed class UnsqueezeReader : OperatorReader
{
    private const int AxesAreInputs = 13;

    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) => node.Known(0).Under(UnsqueezeBuilder.Widened(node.Type(0).Shape, Axes(node)).Sizes);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Unsqueeze(Axes(node))];

    private static int[] Axes(ReadNode node) => node.Integers("axes", 1, AxesAreInputs) is { } axes
        ? [.. axes.Select(axis => (int)axis)]
        : throw new GraphException("axes are missing");
}
