using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gan.Onnx.Generation;

/// <summary>8-bit greyscale PNG (colour type 0) through the base library's zlib, every row with filter type 0 (none).</summary>
/// <param name="level">The effort of zlib.</param>
public sealed class ZlibPngEncoder(CompressionLevel level) : IPngEncoder
{
    private const int ChunkOverhead = 12;
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <inheritdoc/>
    public void Encode(GreyImage image, IBufferWriter<byte> destination)
    {
        destination.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8; // bits per sample; colour type, compression, filter method and interlacing stay 0
        WriteChunk(destination, "IHDR"u8, header);

        WriteChunk(destination, "IDAT"u8, Compress(image));
        WriteChunk(destination, "IEND"u8, []);
    }

    private ReadOnlySpan<byte> Compress(GreyImage image)
    {
        int stride = image.Width + 1;
        byte[] filtered = ArrayPool<byte>.Shared.Rent(stride * image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            filtered[y * stride] = 0;
            image.Row(y).CopyTo(filtered.AsSpan((y * stride) + 1));
        }

        using var compressed = new MemoryStream(filtered.Length / 2);
        using (var zlib = new ZLibStream(compressed, level, leaveOpen: true))
        {
            zlib.Write(filtered, 0, stride * image.Height);
        }

        ArrayPool<byte>.Shared.Return(filtered);
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void WriteChunk(IBufferWriter<byte> destination, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        int length = data.Length + ChunkOverhead;
        Span<byte> chunk = destination.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Crc32.Compute(chunk.Slice(4, 4 + data.Length)));
        destination.Advance(length);
    }
}
