using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>Writes pictures as PNG files, small rather than fast, since they are kept.</summary>
public static class PngFile
{
    private const int Rgb = 3;

    /// <summary>Writes <paramref name="image"/>, atomically.</summary>
    public static void Write(string path, GreyImage image) => AtomicFile.WriteAllBytes(path, Encode(image));

    /// <summary>Writes a picture, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="planes">One of greys, or those of red, green and blue, all of one size.</param>
    public static void Write(string path, IReadOnlyList<GreyImage> planes) => AtomicFile.WriteAllBytes(path, Encode(planes));

    /// <summary>The file's content.</summary>
    public static ReadOnlySpan<byte> Encode(GreyImage image)
    {
        var png = new ArrayBufferWriter<byte>();
        new ImageSharpPngEncoder(CompressionLevel.Optimal).Encode(image, png);
        return png.WrittenSpan;
    }

    /// <summary>The file's content: a greyscale PNG, or one in colour.</summary>
    /// <param name="planes">One of greys, or those of red, green and blue, all of one size.</param>
    public static ReadOnlySpan<byte> Encode(IReadOnlyList<GreyImage> planes)
    {
        if (planes.Count != Rgb)
        {
            return Encode(planes.Single());
        }

        var (width, height) = (planes[0].Width, planes[0].Height);
        var pixels = new byte[Rgb * width * height];
        for (var plane = 0; plane < Rgb; plane++)
        {
            var greys = planes[plane].Pixels.Span;
            for (var i = 0; i < greys.Length; i++)
            {
                pixels[(Rgb * i) + plane] = greys[i];
            }
        }

        using var picture = Image.LoadPixelData<Rgb24>(pixels, width, height);
        using var file = new MemoryStream();
        picture.SaveAsPng(file, new PngEncoder { ColorType = PngColorType.Rgb, BitDepth = PngBitDepth.Bit8 });
        return file.ToArray();
    }
}
