using System.Runtime.CompilerServices;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>Turns images as generators make them, plane after plane, into pixels as pictures hold them, channel beside channel.</summary>
public static class Planes
{
    /// <summary>Intensities become bytes as <see cref="ImageGrid.Quantize"/> makes them.</summary>
    /// <param name="images">[N, channels, height, width], 0 dark to 1 bright.</param>
    /// <param name="channels"><see cref="Picture.Grey"/> or <see cref="Picture.Colour"/>.</param>
    /// <param name="area">height · width.</param>
    /// <param name="pixels">[N, height, width, channels], overwritten; as many bytes as there are intensities.</param>
    public static void Quantize(ReadOnlySpan<float> images, int channels, int area, Span<byte> pixels)
    {
        if (channels is not (Picture.Grey or Picture.Colour) || area < 1 || images.Length % (channels * area) != 0)
        {
            throw new ArgumentException(
                $"Expected whole images of 1 or 3 channels and at least one pixel; channels are {channels}, pixels are {area}, "
                + $"values are {images.Length}.",
                nameof(images));
        }

        if (channels == Picture.Grey)
        {
            ImageGrid.Quantize(images, pixels);
            return;
        }

        var planes = BytePool.Rent(images.Length);
        ImageGrid.Quantize(images, planes.AsSpan(0, images.Length));
        for (var start = 0; start < images.Length; start += channels * area)
        {
            Interleave(planes.AsSpan(start, channels * area), area, pixels.Slice(start, channels * area));
        }

        BytePool.Return(planes);
    }

    /// <summary>[3, area] to [area, 3].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave(ReadOnlySpan<byte> planes, int area, Span<byte> pixels)
    {
        var red = planes[..area];
        var green = planes.Slice(area, area);
        var blue = planes.Slice(2 * area, area);
        for (var i = 0; i < red.Length; i++)
        {
            var pixel = pixels.Slice(Picture.Colour * i, Picture.Colour);
            pixel[2] = blue[i];
            pixel[1] = green[i];
            pixel[0] = red[i];
        }
    }
}
