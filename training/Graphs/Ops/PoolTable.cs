namespace Gan.Onnx.Graphs.Ops;

/// <summary>Which pixels each window of a pool covers.</summary>
/// <param name="Sizes">The result's axes behind the channels.</param>
/// <param name="Width">Pixels of a window, those outside included.</param>
/// <param name="Pixels">A window after the other: places in the map written in one line; −1 for those outside of it.</param>
/// <param name="Counted">For each window, how many pixels of it lie in the map or in its padding.</param>
internal sealed record PoolTable(long[] Sizes, int Width, long[] Pixels, long[] Counted)
{
    private const long Most = 1 << 24;

    /// <summary>The table of a window moving over maps.</summary>
    /// <exception cref="GraphException">It would be larger than is sensible.</exception>
    public static PoolTable Of(SpatialWindow window, long[] map, bool roundsUp)
    {
        long[] sizes = [.. map.Select((size, axis) => window.Places(axis, size, roundsUp))];
        var (places, width) = (sizes.Aggregate(1L, (a, b) => a * b), window.Kernel.Aggregate(1L, (a, b) => a * b));
        if (places * width > Most)
        {
            throw new GraphException($"{places} windows of {width} pixels are more than are read here");
        }

        var (pixels, counted) = (new long[places * width], new long[places]);
        for (var place = 0L; place < places; place++)
        {
            for (var tap = 0L; tap < width; tap++)
            {
                pixels[(place * width) + tap] = Pixel(window, map, sizes, place, tap, out var inPadding);
                counted[place] += inPadding ? 1 : 0;
            }
        }

        return new PoolTable(sizes, (int)width, pixels, counted);
    }

    private static long Pixel(SpatialWindow window, long[] map, long[] sizes, long place, long tap, out bool inPadding)
    {
        var (pixel, stride, inside) = (0L, 1L, true);
        inPadding = true;
        for (var axis = map.Length - 1; axis >= 0; axis--)
        {
            var start = (place % sizes[axis] * window.Strides[axis]) - window.Begins[axis];
            var at = start + (tap % window.Kernel[axis] * window.Dilations[axis]);
            (place, tap) = (place / sizes[axis], tap / window.Kernel[axis]);
            inside &= at >= 0 && at < map[axis];
            inPadding &= at < map[axis] + window.Ends[axis];
            pixel += at * stride;
            stride *= map[axis];
        }

        return inside ? pixel : -1;
    }
}
