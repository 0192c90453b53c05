using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Squeeze</c> as a Reshape: axes of size 1 left out.</summary>
public static class SqueezeBuilder
{
    /// <summary>The same elements without <paramref name="axes"/>, which are of size 1.</summary>
    public static Value Squeeze(this Value x, IReadOnlyList<int> axes)
    {
        var dropped = axes.Select(x.Shape.Axis).ToHashSet();
        return x.Reshape(new Shape(x.Shape.Where((_, axis) => !dropped.Contains(axis))));
    }
}

/// <summary>Reads <c>Squeeze</c> nodes.</summary>
public sealed class SqueezeReader : OperatorReader
{
    private const int AxesAreInputs = 13;

    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) => node.Known(0) is var known && known.Type.Shape is var shape
        ? known.Under([.. shape.Sizes.Where((_, axis) => !Axes(node, shape).Contains(axis))])
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Squeeze(Axes(node, node.Type(0).Shape))];

    private static int[] Axes(ReadNode node, Shape shape) => node.Integers("axes", 1, AxesAreInputs) is { } axes
        ? [.. axes.Select(axis => shape.Axis((int)axis))]
        : [.. Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] == 1L)];
}
