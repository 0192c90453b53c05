using System.Buffers;
using System.IO.Compression;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>8-bit greyscale PNG (colour type 0) through the base library's zlib, every row with filter type 0 (none).</summary>
/// <param name="level">The effort of zlib.</param>
public sealed class ZlibPngEncoder(CompressionLevel level) : IPngEncoder
{
    /// <inheritdoc/>
    public string Key { get; } = $"zlib-{level}";

    /// <inheritdoc/>
    public void Encode(GreyImage image, IBufferWriter<byte> destination)
    {
        PngChunks.WriteStart(destination, image.Width, image.Height);
        PngChunks.Write(destination, "IDAT"u8, PngChunks.Compress(image, level));
        PngChunks.WriteEnd(destination);
    }
}
