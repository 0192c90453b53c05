namespace Gan.Onnx.Generation.Pictures;

/// <summary>A picture of 8 bits per channel, grey or in colour.</summary>
public sealed class Picture
{
    /// <summary>Channels of a grey picture.</summary>
    public const int Grey = 1;

    /// <summary>Channels of a picture in colour: red, green and blue.</summary>
    public const int Colour = 3;

    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">
    /// [height, width, channels]: row by row from the top left, the channels of a pixel side by side, 0 dark to 255 bright; exactly
    /// width · height · channels of them.
    /// </param>
    /// <param name="channels"><see cref="Grey"/> or <see cref="Colour"/>.</param>
    public Picture(int width, int height, ReadOnlyMemory<byte> pixels, int channels = Grey)
    {
        if (channels is not (Grey or Colour) || width < 1 || height < 1 || pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException(
                $"A picture of {width}×{height} in {channels} channels needs 1 or 3 of them, sides of at least 1 and exactly "
                + $"width · height · channels values; {pixels.Length} were given.",
                nameof(pixels));
        }

        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary><see cref="Grey"/> or <see cref="Colour"/>.</summary>
    public int Channels { get; }

    /// <summary>[height, width, channels], 0 dark to 255 bright.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>One row: width · channels values.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Span.Slice(y * Width * Channels, Width * Channels);
}
