using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// 8-bit greyscale PNG (colour type 0) through ImageSharp, every row with filter type 0 (none). Its deflate is its own, so that the bytes
/// depend neither on the platform nor on the version of .NET.
/// </summary>
/// <param name="level">
/// The effort of its deflate: not <see cref="CompressionLevel.NoCompression"/>, at which it fails for large pictures.
/// </param>
/// <exception cref="ArgumentException">The level is <see cref="CompressionLevel.NoCompression"/>.</exception>
public sealed class ImageSharpPngEncoder(CompressionLevel level) : IPngEncoder
{
    // Not Configuration.Default, which a program may change.
    private static readonly Configuration Writers = new(new PngConfigurationModule());

    private readonly PngEncoder _encoder = new()
    {
        ColorType = PngColorType.Grayscale,
        BitDepth = PngBitDepth.Bit8,
        InterlaceMethod = PngInterlaceMode.None,
        FilterMethod = PngFilterMethod.None,
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

    /// <inheritdoc/>
    public string Key { get; } = $"imagesharp-{level}";

    /// <inheritdoc/>
    public void Encode(GreyImage image, IBufferWriter<byte> destination)
    {
        using var picture = Image.WrapMemory<L8>(Writers, MemoryMarshal.AsMemory(image.Pixels), image.Width, image.Height);
        using var file = new MemoryStream();
        picture.Save(file, _encoder);
        destination.Write(file.GetBuffer().AsSpan(0, (int)file.Length));
    }
}
