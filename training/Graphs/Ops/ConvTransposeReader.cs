using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// Reads <c>ConvTranspose</c> nodes over one or two axes. Where sides are cut or lengthened unevenly, that is a Slice or a Pad of the
/// whole picture; groups become a ConvTranspose each.
/// </summary>
public sealed class ConvTransposeReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, w, b) = (node.Value(0), node.Value(1), node.Has(2) ? node.Value(2) : null);
        var (group, auto) = ((int)node.Int("group", 1), node.Text("auto_pad", "NOTSET"));
        var kernel = ConvolutionGroups.Kernel(node, w);
        var window = SpatialWindow.Of(node, x.Shape, kernel);
        var longer = node.Ints("output_padding") ?? new long[kernel.Length];
        if (auto is "SAME_UPPER" or "SAME_LOWER" || node.Ints("output_shape") is not null)
        {
            window = Fitted(window, x.Shape, longer, node.Ints("output_shape"), auto);
        }

        if (x.Shape.Rank == 3)
        {
            return [Painted(x.Unsqueeze([2]), w.Unsqueeze([2]), b, window.Flat(), [0, .. longer], group).Squeeze([2])];
        }

        return x.Shape.Rank == 4
            ? [Painted(x, w, b, window, longer, group)]
            : throw new GraphException($"x is {x.Shape}; one or two axes behind the channels are read");
    }

    /// <summary>The cuts that lead to a wanted size.</summary>
    private static SpatialWindow Fitted(SpatialWindow window, Shape x, long[] longer, long[]? wanted, string auto)
    {
        var (begins, ends) = (new long[window.Kernel.Length], new long[window.Kernel.Length]);
        for (var axis = 0; axis < begins.Length; axis++)
        {
            var size = wanted?[^(begins.Length - axis)] ?? (x[axis + 2].Size * window.Strides[axis]);
            var cut = Whole(window, x, axis) + longer[axis] - size;
            (begins[axis], ends[axis]) = auto == "SAME_UPPER" ? (cut / 2, cut - (cut / 2)) : (cut - (cut / 2), cut / 2);
        }

        return window with { Begins = begins, Ends = ends };
    }

    private static long Whole(SpatialWindow window, Shape x, int axis) =>
        ((x[axis + 2].Size - 1) * window.Strides[axis]) + (window.Dilations[axis] * (window.Kernel[axis] - 1)) + 1;

    private static Value Painted(Value x, Value w, Value? b, SpatialWindow window, long[] longer, int group)
    {
        var dilation = ConvolutionGroups.Dilation(window);
        var stride = SpatialWindow.Shared(window.Strides.Where((_, axis) => x.Shape[axis + 2].Size > 1).DefaultIfEmpty(window.Strides[^1]))
            ?? throw new GraphException($"strides {string.Join(", ", window.Strides)} differ; equal ones are read");
        long[] whole = [Whole(window, x.Shape, 0), Whole(window, x.Shape, 1)];
        var pad = SpatialWindow.Shared([.. window.Begins, .. window.Ends]);
        if (pad >= 0 && longer.All(rows => rows < Math.Max(stride, dilation)))
        {
            var (height, width) = (whole[0] - (2 * pad.Value) + longer[0], whole[1] - (2 * pad.Value) + longer[1]);
            return ConvolutionGroups.Apply(
                x, w, b, group, (part, kernel, bias) => part.ConvTranspose(kernel, bias, stride, pad.Value, dilation, height, width));
        }

        var y = ConvolutionGroups.Apply(
            x,
            w,
            null,
            group,
            (part, kernel, _) => part.ConvTranspose(kernel, null, stride, 0, dilation, whole[0], whole[1]));
        for (var axis = 0; axis < 2; axis++)
        {
            var (begin, end) = (window.Begins[axis], window.Ends[axis] - longer[axis]);
            var (cutBefore, cutAfter) = (Math.Max(begin, 0), Math.Max(end, 0));
            y = cutBefore + cutAfter > 0 ? y.Slice(axis + 2, cutBefore, y.Shape[axis + 2].Size - cutAfter) : y;
            var (before, after) = (new long[4], new long[4]);
            (before[axis + 2], after[axis + 2]) = (Math.Max(-begin, 0), Math.Max(-end, 0));
            y = before[axis + 2] + after[axis + 2] > 0 ? y.Pad(before, after) : y;
        }

        return b is null ? y : y + BatchNormalizationBuilder.Spread(b, 4);
    }
}
