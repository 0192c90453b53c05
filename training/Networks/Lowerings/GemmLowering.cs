using System.Runtime.CompilerServices;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>Maps [N, H, W, C]; convolutions as <see cref="GemmConvolution"/> computes them.</summary>
/// <param name="limits">What pays on the device.</param>
internal sealed class GemmLowering(GemmLimits limits) : Lowering
{
    private readonly ConditionalWeakTable<Value, Origin> _resized = [];

    /// <inheritdoc/>
    public override int ChannelAxis => 3;

    /// <inheritdoc/>
    public override int HeightAxis => 1;

    /// <inheritdoc/>
    public override Shape Maps(Dimension count, long channels, long height, long width) => new(count, height, width, channels);

    /// <inheritdoc/>
    public override Value Unflatten(Value x, long channels, long height, long width)
    {
        var count = x.Shape[0];
        return channels == 1 || height * width == 1
            ? x.Reshape(Maps(count, channels, height, width))
            : x.Reshape(new Shape(count, channels, height, width)).Transpose(0, 2, 3, 1);
    }

    /// <inheritdoc/>
    public override Value Flatten(Value x)
    {
        var (height, width, channels) = (x.Shape[1].Size, x.Shape[2].Size, x.Shape[3].Size);
        var ordered = channels == 1 || height * width == 1 ? x : x.Transpose(0, 3, 1, 2);
        return ordered.Reshape(new Shape(x.Shape[0], channels * height * width));
    }

    /// <inheritdoc/>
    /// <remarks>A resized map that only convolutions read is never made where they can see the original instead.</remarks>
    public override Value Convolve(Value x, Value weight, Value? bias, Window window)
    {
        var (rows, columns) = (Taps.Rows(window), Taps.Columns(window));
        if (_resized.TryGetValue(x, out var origin)
            && rows.Before(origin.Map.Shape[1].Size, origin.Mode) is { } y
            && columns.Before(origin.Map.Shape[2].Size, origin.Mode) is { } z)
        {
            var (outputs, inputs) = (weight.Shape[0].Size, weight.Shape[3].Size);
            var tall = Mix(weight.Reshape(Shape.Of(outputs, window.Kernel, window.Kernel * inputs)), y.Mixture);
            var mixed = Mix(tall.Reshape(Shape.Of(outputs * y.Small.Count, window.Kernel, inputs)), z.Mixture);
            return new GemmConvolution(y.Small, z.Small, limits).Forward(
                origin.Map, mixed.Reshape(Shape.Of(outputs, y.Small.Count, z.Small.Count, inputs)), bias);
        }

        return new GemmConvolution(rows, columns, limits).Forward(x, weight, bias);
    }

    /// <inheritdoc/>
    public override Value ConvolveTransposed(Value x, Value weight, Value? bias, Window window) =>
        new GemmConvolution(Taps.Rows(window), Taps.Columns(window), limits).Transposed(x, weight, bias);

    /// <inheritdoc/>
    public override Value AveragePool(Value x, int size)
    {
        var (count, height, width, channels) = (x.Shape[0].Size, x.Shape[1].Size / size, x.Shape[2].Size / size, x.Shape[3].Size);
        return x.Reshape(Shape.Of(count * height, size, width * size * channels)).ReduceMean([1])
            .Reshape(Shape.Of(count * height * width, size, channels)).ReduceMean([1])
            .Reshape(Maps(count, channels, height, width))
            .WithGradient([x], g => [Repeat(g * (1.0 / (size * size)), size)]);
    }

    /// <inheritdoc/>
    public override Value Resize(Value x, long height, long width, ResizeMode mode)
    {
        var (count, oldHeight, oldWidth, channels) = (x.Shape[0].Size, x.Shape[1].Size, x.Shape[2].Size, x.Shape[3].Size);
        var tall = Mix(x.Reshape(Shape.Of(count, oldHeight, oldWidth * channels)), Interpolation.Matrix(oldHeight, height, mode));
        var resized = Mix(tall.Reshape(Shape.Of(count * height, oldWidth, channels)), Interpolation.Matrix(oldWidth, width, mode))
            .Reshape(Maps(count, channels, height, width));
        _resized.Add(resized, new Origin(x, mode));
        return resized;
    }

    /// <summary>Every pixel as a square of its copies, by two Gathers of whole pixels and rows: Expand takes twice as long.</summary>
    private Value Repeat(Value x, int size)
    {
        var (count, height, width, channels) = (x.Shape[0].Size, x.Shape[1].Size, x.Shape[2].Size, x.Shape[3].Size);
        return x.Reshape(Shape.Of(count * height, width, channels)).Gather(1, Copies(width, size))
            .Reshape(Shape.Of(count, height, width * size * channels)).Gather(1, Copies(height, size))
            .Reshape(Maps(count, channels, height * size, width * size))
            .WithGradient([x], g => [AveragePool(g, size) * (size * size)]);
    }

    private static long[] Copies(long count, int times) => [.. Enumerable.Range(0, (int)count * times).Select(i => (long)(i / times))];

    /// <summary>The matrix [to, from] times every item of x [N, from, C].</summary>
    private static Value Mix(Value x, double[,] matrix) => x.Graph.Matrix(matrix, x.Type.Element).MatMul(x);

    private sealed record Origin(Value Map, ResizeMode Mode);
}
