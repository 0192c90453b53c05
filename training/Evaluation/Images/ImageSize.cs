using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>The size of images that are measured: flat [channels · side · side], channel by channel and row by row, 0 to 255.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Side">Width and height.</param>
public readonly record struct ImageSize(int Channels, int Side)
{
    /// <summary>MNIST's.</summary>
    public static ImageSize Digits { get; } = new(1, MnistOptions.Side);

    /// <summary>Bytes in an image.</summary>
    public int Length => Channels * Side * Side;

    /// <summary>The size of a preset's images.</summary>
    public static ImageSize Of(ImageOptions images) => new(images.ImageChannels, images.ImageSide);

    /// <summary>How many images these bytes are.</summary>
    public int Count(ReadOnlySpan<byte> images) => images.Length / Length;

    /// <summary>One of many images.</summary>
    public ReadOnlySpan<byte> Image(ReadOnlySpan<byte> images, int index) => images.Slice(index * Length, Length);

    /// <summary>One of many images, to be written.</summary>
    public Span<byte> Image(Span<byte> images, int index) => images.Slice(index * Length, Length);

    /// <inheritdoc/>
    public override string ToString() => $"{Side}×{Side}{(Channels == 1 ? "" : " in colour")}";
}
