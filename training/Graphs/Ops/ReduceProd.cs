using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceProd</c> as a formula: the slices of each axis multiplied, one after the other.</summary>
public static class ReduceProdBuilder
{
    /// <summary>The product over <paramref name="axes"/>.</summary>
    public static Value ReduceProd(this Value x, IReadOnlyList<int> axes, bool keepDims = false)
    {
        foreach (var axis in axes)
        {
            var whole = x;
            x = Enumerable.Range(0, (int)x.Shape[axis].Size).Select(i => whole.Slice(axis, i, i + 1)).Aggregate((a, b) => a * b);
        }

        return keepDims || axes.Count == 0 ? x : x.Squeeze(axes);
    }
}

/// <summary>Reads <c>ReduceProd</c> nodes.</summary>
public sealed class ReduceProdReader() : ReductionReader((x, axes, keep) => x.ReduceProd(axes, keep))
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        var known = node.Known(0);
        if (known.Type.Shape.Rank != 1 || (!known.IsFixed && known.Numbers.Count > 1))
        {
            return null;
        }

        _ = (node.Integers("axes", 1, 18), node.Flag("noop_with_empty_axes"));
        long[] sizes = node.Flag("keepdims", absent: true) ? [1] : [];
        return known.Numbers.Count == 1
            ? known.Under(sizes)
            : new KnownTensor(known.Type.Element, sizes, [known.Numbers.Aggregate(1.0, (a, b) => a * b)]);
    }
}
