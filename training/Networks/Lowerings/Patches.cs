using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>What lies under a kernel at each of its positions, by one Gather: im2col.</summary>
internal static class Patches
{
    /// <summary>Collects patches.</summary>
    /// <param name="map">[N, H, W, C].</param>
    /// <param name="table">For each position, the pixels under the taps.</param>
    /// <returns>[N·positions, taps·C].</returns>
    public static Value Of(Value map, IndexTable table) => Of(map, table, map.Graph.Integers(table.Indices));

    /// <summary>
    /// The same, by a Gather that ONNX Runtime does not take for the first one, because its indices have another shape: what it knows to be
    /// equal it makes once and keeps.
    /// </summary>
    public static Value Anew(Value map, IndexTable table) =>
        Of(map, table, map.Graph.Integers(table.Indices).Reshape(Shape.Of(table.Indices.Length / table.Width, table.Width)));

    private static Value Of(Value map, IndexTable table, Value indices)
    {
        var (count, channels) = (map.Shape[0].Size, map.Shape[3].Size);
        var pixels = map.Reshape(Shape.Of(count, table.Sources, channels));
        var taken = table.IsIdentity ? pixels : (table.NeedsZero ? WithZero(pixels) : pixels).Gather(1, indices);
        return taken.Reshape(Shape.Of(count * table.Indices.Length / table.Width, table.Width * channels));
    }

    /// <summary>[N, P + 1, C]: one more pixel, which is zero.</summary>
    public static Value WithZero(Value pixels) => new[] { pixels, pixels.Scalar(0).Expand(pixels.Shape.With(1, 1)) }.Concat(1);

    /// <summary>[N, width·P, C] to sums of <paramref name="width"/> neighbours, [N, P, C].</summary>
    public static Value Sums(Value pixels, int width)
    {
        var (count, channels) = (pixels.Shape[0].Size, pixels.Shape[2].Size);
        var sums = pixels.Shape[1].Size / width;

        // ONNX Runtime takes forty times as long over the middle of [sums, width, 1] as over the end of [sums, width].
        var summed = (width, channels) switch
        {
            (1, _) => pixels,
            (_, 1) => pixels.Reshape(Shape.Of(count * sums, width)).ReduceSum([1]),
            _ => pixels.Reshape(Shape.Of(count * sums, width, channels)).ReduceSum([1]),
        };
        return summed.Reshape(Shape.Of(count, sums, channels));
    }
}
