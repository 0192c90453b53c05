using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// 8-bit PNG, greyscale or RGB (colour types 0 and 2), through ImageSharp, with the filters of <see cref="PngRows"/>. Its deflate is its
/// own, so that the bytes depend neither on the platform nor on the version of .NET.
/// </summary>
/// <param name="level">
/// The effort of its deflate: not <see cref="CompressionLevel.NoCompression"/>, at which it fails for large pictures.
/// </param>
/// <exception cref="ArgumentException">The level is <see cref="CompressionLevel.NoCompression"/>.</exception>
public sealed class ImageSharpPngEncoder(CompressionLevel level) : IPngEncoder
{
    // Not Configuration.Default, which a program may change.
    private static readonly Configuration Writers = new(new PngConfigurationModule());

    private readonly PngEncoder _grey = Encoder(PngColorType.Grayscale, PngFilterMethod.None, level);
    private readonly PngEncoder _colour = Encoder(PngColorType.Rgb, PngFilterMethod.Sub, level);

    /// <inheritdoc/>
    public string Key { get; } = $"imagesharp-{level}";

    /// <inheritdoc/>
    public void Encode(Picture image, IBufferWriter<byte> destination)
    {
        using var file = new MemoryStream();
        if (image.Channels == Picture.Grey)
        {
            Save<L8>(image, _grey, file);
        }
        else
        {
            Save<Rgb24>(image, _colour, file);
        }

        destination.Write(file.GetBuffer().AsSpan(0, (int)file.Length));
    }

    private static void Save<TPixel>(Picture image, PngEncoder encoder, MemoryStream file)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var picture = Image.WrapMemory<TPixel>(Writers, MemoryMarshal.AsMemory(image.Pixels), image.Width, image.Height);
        picture.Save(file, encoder);
    }

    private static PngEncoder Encoder(PngColorType type, PngFilterMethod filter, CompressionLevel level) => new()
    {
        ColorType = type,
        BitDepth = PngBitDepth.Bit8,
        InterlaceMethod = PngInterlaceMode.None,
        FilterMethod = filter,
        // Nothing but the picture: no resolution, no gamma.
        ChunkFilter = PngChunkFilter.ExcludeAll,
        CompressionLevel = level switch
        {
            CompressionLevel.NoCompression => throw new ArgumentException(
                $"Expected Fastest, Optimal or SmallestSize, found {level}.", nameof(level)),
            CompressionLevel.Fastest => PngCompressionLevel.BestSpeed,
            CompressionLevel.Optimal => PngCompressionLevel.DefaultCompression,
            _ => PngCompressionLevel.BestCompression,
        },
    };
}
