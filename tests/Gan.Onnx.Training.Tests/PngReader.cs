using Gan.Onnx.Generation.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests;

/// <summary>Reads 8-bit grey PNG files.</summary>
internal static class PngReader
{
    public static Picture Read(string path)
    {
        using var picture = Image.Load<L8>(File.ReadAllBytes(path), out var format);
        Assert.IsType<PngFormat>(format);
        var header = picture.Metadata.GetPngMetadata();
        Assert.Equal((PngColorType.Grayscale, PngBitDepth.Bit8), (header.ColorType, header.BitDepth));
        var pixels = new byte[picture.Width * picture.Height];
        picture.CopyPixelDataTo(pixels);
        return new Picture(picture.Width, picture.Height, pixels);
    }
}
