using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// What the base library has in place of <see cref="RunLengthDeflate"/>: zlib's own strategy of runs
/// (<see cref="ZLibCompressionStrategy.RunLengthEncoding"/>), in a PNG like that of <see cref="ZlibPngEncoder"/>.
/// </summary>
/// <param name="level">zlib's level, 1 to 9.</param>
/// <param name="filtersUp">
/// Whether rows that repeat the one above are stored as differences, as in <see cref="RunLengthPngEncoder"/>.
/// </param>
internal sealed class ZlibRunsPngEncoder(int level, bool filtersUp) : IPngEncoder
{
    private readonly ZLibCompressionOptions _options = new()
    {
        CompressionLevel = level,
        CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding,
    };

    /// <inheritdoc/>
    public string Key => $"zlib-runs-{level}-{filtersUp}";

    /// <inheritdoc/>
    public void Encode(Picture image, IBufferWriter<byte> destination)
    {
        var stride = PngRows.Stride(image);
        var filtered = BytePool.Rent(stride * image.Height);
        for (var y = 0; y < image.Height; y++)
        {
            var line = filtered.AsSpan(y * stride, stride);
            if (filtersUp && y > 0 && image.Row(y).SequenceEqual(image.Row(y - 1)))
            {
                PngRows.StoreSame(line);
            }
            else
            {
                PngRows.Store(image.Row(y), image.Channels, line);
            }
        }

        using var compressed = new MemoryStream(stride * image.Height / 2);
        using (var zlib = new ZLibStream(compressed, _options, leaveOpen: true))
        {
            zlib.Write(filtered, 0, stride * image.Height);
        }

        BytePool.Return(filtered);
        PngChunks.WriteStart(destination, image);
        PngChunks.Write(destination, "IDAT"u8, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        PngChunks.WriteEnd(destination);
    }
}
