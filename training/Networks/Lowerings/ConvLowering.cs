using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>Maps [N, C, H, W]; convolutions as single nodes, with symmetric pads, since those of CUDA take no others.</summary>
internal sealed class ConvLowering : Lowering
{
    /// <inheritdoc/>
    public override int ChannelAxis => 1;

    /// <inheritdoc/>
    public override int HeightAxis => 2;

    /// <inheritdoc/>
    public override Shape Maps(Dimension count, long channels, long height, long width) => new(count, channels, height, width);

    /// <inheritdoc/>
    public override Value Unflatten(Value x, long channels, long height, long width) =>
        x.Reshape(Maps(x.Shape[0], channels, height, width));

    /// <inheritdoc/>
    public override Value Flatten(Value x) => x.Reshape(new Shape(x.Shape[0], x.Shape[1].Size * x.Shape[2].Size * x.Shape[3].Size));

    /// <inheritdoc/>
    public override Value Convolve(Value x, Value weight, Value? bias, Window window)
    {
        var w = weight.Transpose(0, 3, 1, 2);
        return IsSymmetric(window)
            ? x.Conv(w, bias, window.Stride, (int)window.Rows.Begin)
            : x.Pad([0, 0, window.Rows.Begin, window.Columns.Begin], [0, 0, window.Rows.End, window.Columns.End])
                .Conv(w, bias, window.Stride);
    }

    /// <inheritdoc/>
    public override Value ConvolveTransposed(Value x, Value weight, Value? bias, Window window)
    {
        var w = weight.Transpose(0, 3, 1, 2);
        var unreached = (window.Height + (2 * window.Rows.Begin) - window.Kernel) % window.Stride;
        if (IsSymmetric(window) && unreached == (window.Width + (2 * window.Rows.Begin) - window.Kernel) % window.Stride)
        {
            return x.ConvTranspose(w, bias, window.Stride, (int)window.Rows.Begin, 1, window.Height, window.Width);
        }

        var (height, width) = (Painted(window.OutputHeight, window), Painted(window.OutputWidth, window));
        var painted = Fit(
            Fit(x.ConvTranspose(w, null, window.Stride, 0, 1, height, width), 2, window.Rows.Begin, window.Height),
            3,
            window.Columns.Begin,
            window.Width);
        return bias is null ? painted : painted + bias.Reshape(Shape.Of(bias.Shape[0].Size, 1, 1));
    }

    /// <inheritdoc/>
    public override Value AveragePool(Value x, int size) => x.AveragePool(size);

    /// <inheritdoc/>
    public override Value Resize(Value x, long height, long width, ResizeMode mode) => x.Resize(height, width, mode);

    private static bool IsSymmetric(Window window) => window.Rows.Begin == window.Rows.End && window.Columns == window.Rows;

    private static long Painted(long size, Window window) => ((size - 1) * window.Stride) + window.Kernel;

    /// <summary><paramref name="size"/> pixels of one axis from <paramref name="begin"/> on; what nothing has painted is zero.</summary>
    private static Value Fit(Value painted, int axis, long begin, long size)
    {
        var end = Math.Min(begin + size, painted.Shape[axis].Size);
        var kept = begin == 0 && end == painted.Shape[axis].Size ? painted : painted.Slice(axis, begin, end);
        var ends = new long[4];
        ends[axis] = size - (end - begin);
        return ends[axis] == 0 ? kept : kept.Pad([0, 0, 0, 0], ends);
    }
}
