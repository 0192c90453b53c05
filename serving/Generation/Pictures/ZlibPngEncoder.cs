using System.Buffers;
using System.IO.Compression;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>8-bit PNG, greyscale or RGB (colour types 0 and 2), through the base library's zlib.</summary>
/// <param name="level">The effort of zlib.</param>
public sealed class ZlibPngEncoder(CompressionLevel level) : IPngEncoder
{
    /// <inheritdoc/>
    public string Key { get; } = $"zlib-{level}";

    /// <inheritdoc/>
    public void Encode(Picture image, IBufferWriter<byte> destination)
    {
        PngChunks.WriteStart(destination, image);
        PngChunks.Write(destination, "IDAT"u8, PngChunks.Compress(image, level));
        PngChunks.WriteEnd(destination);
    }
}
