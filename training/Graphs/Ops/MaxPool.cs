using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>MaxPool</c> as a Gather of every window's pixels and a ReduceMax over them; equal ones share the gradient evenly.
/// </summary>
public static class MaxPoolBuilder
{
    /// <summary>The largest pixel of each window of [N, C, …]; what lies outside of the map does not count.</summary>
    internal static Value MaxPool(this Value x, SpatialWindow window, bool roundsUp = false)
    {
        long[] map = [.. x.Shape.Skip(2).Select(d => d.Size)];
        var table = PoolTable.Of(window, map, roundsUp);
        var taps = table.Pixels.Chunk(table.Width).SelectMany(Inside).ToArray();
        var (n, c) = (x.Shape[0], x.Shape[1]);
        return x.Reshape(new Shape(n, c, map.Aggregate(1L, (a, b) => a * b)))
            .Gather(2, taps)
            .Reshape(new Shape(n, c, taps.Length / table.Width, table.Width))
            .ReduceMax([3])
            .Reshape(new Shape([n, c, .. table.Sizes.Select(size => (Dimension)size)]));
    }

    /// <summary>A pixel outside is one of those inside once more, which does not change the largest.</summary>
    private static IEnumerable<long> Inside(long[] pixels)
    {
        var any = pixels.FirstOrDefault(pixel => pixel >= 0, -1);
        return any >= 0
            ? pixels.Select(pixel => pixel >= 0 ? pixel : any)
            : throw new GraphException("a window lies in the padding altogether");
    }
}

/// <summary>Reads <c>MaxPool</c> nodes without indices as a second output.</summary>
public sealed class MaxPoolReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        _ = node.Int("storage_order", 0);
        var window = SpatialWindow.Of(node, x.Shape, node.Ints("kernel_shape") ?? throw new GraphException("kernel_shape is missing"));
        return [x.MaxPool(window, node.Flag("ceil_mode"))];
    }
}
