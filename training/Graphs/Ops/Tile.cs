using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Tile</c> as a formula: x joined to itself, along one axis after the other.</summary>
public static class TileBuilder
{
    /// <summary>x repeated <paramref name="repeats"/> times along each axis.</summary>
    public static Value Tile(this Value x, IReadOnlyList<long> repeats)
    {
        for (var axis = 0; axis < repeats.Count; axis++)
        {
            x = repeats[axis] == 1 ? x : Enumerable.Repeat(x, (int)repeats[axis]).ToArray().Concat(axis);
        }

        return x;
    }
}

/// <summary>Reads <c>Tile</c> nodes.</summary>
public sealed class TileReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, times) = (node.Value(0), node.Known(1));
        if (times.Symbol(0) is { } symbol && x.Shape.Rank > 0 && x.Shape[0] == 1L)
        {
            // One item, repeated for each of a batch whose size is free.
            var item = x.Tile([1, .. times.Numbers.Skip(1).Select(number => (long)number)]);
            return [item.Expand(item.Shape.With(0, new Dimension(symbol)))];
        }

        var repeats = node.Integers(1);
        return repeats.Length == x.Shape.Rank && Array.TrueForAll(repeats, times => times is > 0 and <= 1024)
            ? [x.Tile(repeats)]
            : throw new GraphException($"repeats {string.Join(", ", repeats)} do not fit {x.Shape}");
    }
}
