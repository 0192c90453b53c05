using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>What reading Conv and ConvTranspose has in common.</summary>
internal static class ConvolutionGroups
{
    /// <summary>The kernel's sizes, which are those of the weight.</summary>
    /// <exception cref="GraphException">The attribute says something else.</exception>
    public static long[] Kernel(ReadNode node, Value w)
    {
        long[] sizes = [.. w.Shape.Skip(2).Select(d => d.Size)];
        return (node.Ints("kernel_shape") ?? sizes).SequenceEqual(sizes)
            ? sizes
            : throw new GraphException($"kernel_shape does not fit the weight {w.Shape}");
    }

    /// <summary>The dilation of all axes along which the kernel has more than one element.</summary>
    /// <exception cref="GraphException">They differ.</exception>
    public static int Dilation(SpatialWindow window)
    {
        var counted = window.Dilations.Where((_, axis) => window.Kernel[axis] > 1).DefaultIfEmpty(1);
        return SpatialWindow.Shared(counted)
            ?? throw new GraphException($"dilations {string.Join(", ", window.Dilations)} differ; equal ones are read");
    }

    /// <summary>A convolution of each group's channels, joined.</summary>
    /// <param name="x">[N, C, H, W].</param>
    /// <param name="w">The weight, whose first axis is divided among the groups.</param>
    /// <param name="b">The bias; null for none.</param>
    /// <param name="group">Groups.</param>
    /// <param name="convolve">The convolution of one of them.</param>
    public static Value Apply(Value x, Value w, Value? b, int group, Func<Value, Value, Value?, Value> convolve)
    {
        if (group == 1)
        {
            return convolve(x, w, b);
        }

        var (channels, rows) = (x.Shape[1].Size, w.Shape[0].Size);
        if (group < 1 || channels % group != 0 || rows % group != 0 || b?.Shape[0].Size % group is > 0)
        {
            throw new GraphException($"{group} groups do not divide x {x.Shape} and w {w.Shape}");
        }

        var parts = Enumerable.Range(0, group).Select(i => convolve(Part(x, 1, i), Part(w, 0, i), b is null ? null : Part(b, 0, i)));
        return parts.ToArray().Concat(1);

        Value Part(Value whole, int axis, int i)
        {
            var size = whole.Shape[axis].Size / group;
            return whole.Slice(axis, i * size, (i + 1) * size);
        }
    }
}
