namespace Gan.Onnx.Generation.Pictures;

/// <summary>An 8-bit greyscale picture.</summary>
public sealed class GreyImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Row by row from the top left, 0 black to 255 white; exactly width · height of them.</param>
    public GreyImage(int width, int height, ReadOnlyMemory<byte> pixels)
    {
        if (width < 1 || height < 1 || pixels.Length != (long)width * height)
        {
            throw new ArgumentException(
                $"A picture of {width}×{height} needs sides of at least 1 and exactly width · height pixels; {pixels.Length} were given.",
                nameof(pixels));
        }

        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Row by row from the top left, 0 black to 255 white.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>One row of pixels.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Span.Slice(y * Width, Width);
}
