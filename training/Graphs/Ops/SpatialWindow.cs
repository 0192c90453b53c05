using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>How a kernel moves over the axes behind the channels, as nodes of convolutions and pools say it.</summary>
/// <param name="Kernel">Sizes of the kernel.</param>
/// <param name="Strides">Steps.</param>
/// <param name="Dilations">Distances of the kernel's elements.</param>
/// <param name="Begins">Padding before each axis.</param>
/// <param name="Ends">Padding after each axis.</param>
internal sealed record SpatialWindow(long[] Kernel, long[] Strides, long[] Dilations, long[] Begins, long[] Ends)
{
    /// <summary>From a node's attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">The shape of the maps, [N, C, …].</param>
    /// <param name="kernel">Sizes of the kernel.</param>
    /// <exception cref="GraphException">They do not fit together.</exception>
    public static SpatialWindow Of(ReadNode node, Shape x, long[] kernel)
    {
        var (ones, zeros) = (kernel.Select(_ => 1L).ToArray(), new long[2 * kernel.Length]);
        var (strides, dilations, pads) = (node.Ints("strides") ?? ones, node.Ints("dilations") ?? ones, node.Ints("pads") ?? zeros);
        var auto = node.Text("auto_pad", "NOTSET");
        if (new[] { x.Rank - 2, strides.Length, dilations.Length, pads.Length / 2 }.Any(axes => axes != kernel.Length)
            || kernel.Concat(strides).Concat(dilations).Any(size => size < 1))
        {
            throw new GraphException($"a kernel {string.Join("×", kernel)} with its strides, dilations and pads does not fit {x}");
        }

        if (auto is "SAME_UPPER" or "SAME_LOWER")
        {
            for (var i = 0; i < kernel.Length; i++)
            {
                var size = x[i + 2].Size;
                var (places, reach) = ((size + strides[i] - 1) / strides[i], (dilations[i] * (kernel[i] - 1)) + 1);
                var missing = Math.Max(0, ((places - 1) * strides[i]) + reach - size);
                var less = missing / 2;
                (pads[i], pads[i + kernel.Length]) = auto == "SAME_UPPER" ? (less, missing - less) : (missing - less, less);
            }
        }

        return new SpatialWindow(kernel, strides, dilations, pads[..kernel.Length], pads[kernel.Length..]);
    }

    /// <summary>The one number that all axes share; null where they differ.</summary>
    public static int? Shared(IEnumerable<long> numbers) => numbers.Distinct().ToArray() is [var one] ? (int)one : null;

    /// <summary>With an axis of size 1 before the only one, over which nothing moves.</summary>
    public SpatialWindow Flat() =>
        new([1, .. Kernel], [Strides[0], .. Strides], [Dilations[0], .. Dilations], [0, .. Begins], [0, .. Ends]);

    /// <summary>The size that an axis of a pool's result has.</summary>
    /// <param name="axis">Counted from the first behind the channels.</param>
    /// <param name="size">Of x.</param>
    /// <param name="roundsUp">Whether a window that is left over counts.</param>
    public long Places(int axis, long size, bool roundsUp)
    {
        var span = size + Begins[axis] + Ends[axis] - (Dilations[axis] * (Kernel[axis] - 1)) - 1;
        var places = ((span + (roundsUp ? Strides[axis] - 1 : 0)) / Strides[axis]) + 1;

        // A window that would begin behind x and the padding before it does not count.
        return span < 0 ? throw new GraphException($"a kernel of {Kernel[axis]} does not fit into {size} pixels")
            : roundsUp && (places - 1) * Strides[axis] >= size + Begins[axis] ? places - 1 : places;
    }
}
