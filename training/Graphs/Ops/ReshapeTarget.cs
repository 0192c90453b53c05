namespace Gan.Onnx.Graphs.Ops;

/// <summary>The shape that a Reshape of a file leads to.</summary>
internal static class ReshapeTarget
{
    /// <summary>Fills in what the file leaves open.</summary>
    /// <param name="from">The tensor's shape.</param>
    /// <param name="axes">The wanted axes; null for the one that takes what is left.</param>
    /// <exception cref="GraphException">More than one axis is open, or the numbers of elements do not fit.</exception>
    public static Shape Complete(Shape from, Dimension?[] axes)
    {
        var open = Array.IndexOf(axes, null);
        if (open >= 0)
        {
            if (axes.Count(axis => axis is null) > 1)
            {
                throw new GraphException("more than one axis is -1");
            }

            axes[open] = Left(from, axes);
        }

        var target = new Shape(axes.Select(axis => axis!.Value));
        if (target.Any(d => d == 0L))
        {
            throw new GraphException($"{target} has an axis of size 0, which is not read");
        }

        // A file that was exported for one batch writes its size down; another one takes its place.
        return target.IsFixed && from.IsFixed && target.Rank > 0 && from.Rank > 0 && target.ElementCount != from.ElementCount
            && target[0].Size > 0 && target.ElementCount / target[0].Size * from[0].Size == from.ElementCount
            ? target.With(0, from[0])
            : target;
    }

    private static Dimension Left(Shape from, Dimension?[] axes)
    {
        var symbols = from.Where(d => !d.IsFixed).Select(d => d.Symbol).ToList();
        foreach (var axis in axes.Where(axis => axis is { IsFixed: false }))
        {
            symbols.Remove(axis!.Value.Symbol);
        }

        var (have, taken) = (Known(from), Known(axes.OfType<Dimension>()));
        return symbols.Count switch
        {
            0 when taken > 0 && have % taken == 0 => new Dimension(have / taken),
            1 when taken == have => new Dimension(symbols[0]!),
            _ => throw new GraphException(
                $"what is left of {from} is no whole axis: [{string.Join(",", axes.Select(axis => axis?.ToString() ?? "-1"))}]"),
        };
    }

    private static long Known(IEnumerable<Dimension> axes) => axes.Where(d => d.IsFixed).Aggregate(1L, (product, d) => product * d.Size);
}
