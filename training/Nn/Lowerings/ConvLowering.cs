using Gan.Onnx.Training.Graph;

namespace Gan.Onnx.Training.Nn.Lowerings;

/// <summary>To be filled in by the commits that follow.</summary>
internal sealed class ConvLowering : Lowering
{
    /// <inheritdoc/>
    public override int ChannelAxis => 1;

    /// <inheritdoc/>
    public override int HeightAxis => 2;

    /// <inheritdoc/>
    public override Shape Maps(Dimension count, long channels, long height, long width) =>
        new(count, channels, height, width);

    /// <inheritdoc/>
    public override Value Unflatten(Value x, long channels, long height, long width) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override Value Flatten(Value x) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Value Convolve(Value x, Value weight, Value? bias, Window window) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Value ConvolveTransposed(Value x, Value weight, Value? bias, Window window) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Value AveragePool(Value x, int size) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Value Resize(Value x, long height, long width, ResizeMode mode) => throw new NotSupportedException();
}
