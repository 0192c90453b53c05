using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>Arranges generated images in a grid, row by row; cells without an image stay black.</summary>
/// <param name="Columns">Images in a row, at least 1; see <see cref="NearSquareColumns"/>.</param>
/// <param name="Scale">Each pixel becomes a square of this many pixels (nearest neighbour); at least 1.</param>
/// <param name="Padding">Black pixels between neighbouring images, before scaling; at least 0.</param>
public readonly record struct ImageGrid(int Columns, int Scale = 1, int Padding = 0)
{
    private const float White = 255;

    /// <summary>The fewest columns that make a grid no taller than wide: 4 for 16 images, 4 for 10, 10 for 100.</summary>
    public static int NearSquareColumns(int count) => (int)Math.Ceiling(Math.Sqrt(count));

    /// <summary>Draws the grid.</summary>
    /// <param name="images">
    /// [N, channels, imageHeight, imageWidth], 0 dark to 1 bright; values outside are cut to that range.
    /// </param>
    /// <param name="imageWidth">Pixels in an image's row.</param>
    /// <param name="imageHeight">Rows of an image.</param>
    /// <param name="channels"><see cref="Picture.Grey"/> or <see cref="Picture.Colour"/>.</param>
    /// <returns>A picture of <see cref="Size"/>.</returns>
    public Picture Draw(ReadOnlySpan<float> images, int imageWidth, int imageHeight, int channels = Picture.Grey)
    {
        var bytes = new byte[images.Length];
        Planes.Quantize(images, channels, Math.Max(1, imageWidth * imageHeight), bytes);
        var (width, height) = Size(images.Length / Math.Max(1, imageWidth * imageHeight * channels), imageWidth, imageHeight);
        var pixels = new byte[checked(width * height * channels)];
        Draw(bytes, imageWidth, imageHeight, pixels, channels);
        return new Picture(width, height, pixels, channels);
    }

    /// <summary>(columns · width + (columns − 1) · padding) · scale pixels across, and rows likewise.</summary>
    /// <param name="count">Images, at least 1.</param>
    /// <param name="imageWidth">Pixels in an image's row.</param>
    /// <param name="imageHeight">Rows of an image.</param>
    public (int Width, int Height) Size(int count, int imageWidth, int imageHeight)
    {
        if (Columns < 1 || Scale < 1 || Padding < 0 || imageWidth < 1 || imageHeight < 1 || count < 1)
        {
            throw new ArgumentException(
                "A grid needs columns and scale of at least 1, padding of at least 0 "
                + $"and at least one image of {imageWidth}×{imageHeight}; "
                + $"columns is {Columns}, scale is {Scale}, padding is {Padding}, images are {count}.", nameof(count));
        }

        var rows = (count + Columns - 1) / Columns;
        return (
            checked(((Columns * imageWidth) + ((Columns - 1) * Padding)) * Scale),
            checked(((rows * imageHeight) + ((rows - 1) * Padding)) * Scale));
    }

    /// <summary>Draws the grid of images that are bytes already.</summary>
    /// <param name="images">[N, imageHeight, imageWidth, channels], 0 dark to 255 bright; see <see cref="Planes"/>.</param>
    /// <param name="imageWidth">Pixels in an image's row.</param>
    /// <param name="imageHeight">Rows of an image.</param>
    /// <param name="pixels">As many as <see cref="Size"/> says, of so many channels, overwritten.</param>
    /// <param name="channels"><see cref="Picture.Grey"/> or <see cref="Picture.Colour"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<byte> images, int imageWidth, int imageHeight, Span<byte> pixels, int channels = Picture.Grey)
    {
        var rowLength = imageWidth * channels;
        var imageLength = rowLength * imageHeight;
        var count = images.Length / Math.Max(1, imageLength);
        var (width, height) = Size(count, imageWidth, imageHeight);
        var stride = width * channels;
        if (images.Length != count * imageLength || pixels.Length != stride * height)
        {
            throw new ArgumentException(
                $"A grid needs whole images of {imageWidth}×{imageHeight} and a picture of {width}×{height}, in {channels} channels; "
                + $"values are {images.Length}, those of the picture are {pixels.Length}.",
                nameof(images));
        }

        if (Padding > 0 || count % Columns != 0)
        {
            pixels.Clear();
        }

        for (var image = 0; image < count; image++)
        {
            var left = image % Columns * (imageWidth + Padding) * Scale * channels;
            var top = image / Columns * (imageHeight + Padding) * Scale;
            for (var y = 0; y < imageHeight; y++)
            {
                var source = images.Slice((image * imageLength) + (y * rowLength), rowLength);
                var start = ((top + (y * Scale)) * stride) + left;
                var row = pixels.Slice(start, rowLength * Scale);
                if (Scale == 1)
                {
                    source.CopyTo(row);
                    continue;
                }

                Widen(source, row, channels);
                for (var copy = 1; copy < Scale; copy++)
                {
                    row.CopyTo(pixels[(start + (copy * stride))..]);
                }
            }
        }
    }

    /// <summary>Turns intensities into bytes: 0 → 0, 1 → 255, halves rounded to the even neighbour, values outside [0, 1] cut.</summary>
    /// <param name="intensities">Finite numbers.</param>
    /// <param name="greys">As many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantize(ReadOnlySpan<float> intensities, Span<byte> greys)
    {
        if (greys.Length != intensities.Length)
        {
            throw new ArgumentException(
                $"Expected {intensities.Length} greys, one for each intensity; there are {greys.Length}.", nameof(greys));
        }

        var i = 0;
        for (; i <= intensities.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var part = intensities[i..];
            var low = Vector256.NarrowWithSaturation(Scaled(part), Scaled(part[8..]));
            var high = Vector256.NarrowWithSaturation(Scaled(part[16..]), Scaled(part[24..]));
            Vector256.NarrowWithSaturation(Vector256.Max(low, default).AsUInt16(), Vector256.Max(high, default).AsUInt16())
                .CopyTo(greys[i..]);
        }

        for (; i < intensities.Length; i++)
        {
            greys[i] = byte.CreateSaturating(MathF.Round(intensities[i] * White));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Scaled(ReadOnlySpan<float> intensities) =>
        Vector256.ConvertToInt32(Vector256.Round(Vector256.Create(intensities) * White));

    private void Widen(ReadOnlySpan<byte> source, Span<byte> row, int channels)
    {
        if (channels == Picture.Grey)
        {
            for (var x = 0; x < source.Length; x++)
            {
                row.Slice(x * Scale, Scale).Fill(source[x]);
            }

            return;
        }

        for (; !source.IsEmpty; source = source[channels..])
        {
            for (var copy = 0; copy < Scale; copy++)
            {
                source[..channels].CopyTo(row);
                row = row[channels..];
            }
        }
    }
}
