using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>The pieces that still and animated PNG files are made of (PNG specification, third edition, sections 5 and 11).</summary>
internal static class PngChunks
{
    private const int Overhead = 12;
    private const byte GreyscaleType = 0;
    private const byte TruecolourType = 2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Signature and IHDR of a picture.</summary>
    public static void WriteStart(IBufferWriter<byte> destination, Picture picture)
    {
        destination.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8..].Clear(); // compression, filter method and interlacing stay 0
        header[8] = 8; // bits per sample
        header[9] = picture.Channels == Picture.Grey ? GreyscaleType : TruecolourType;
        Write(destination, "IHDR"u8, header);
    }

    public static void WriteEnd(IBufferWriter<byte> destination) => Write(destination, "IEND"u8, []);

    public static void Write(IBufferWriter<byte> destination, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var length = data.Length + Overhead;
        var chunk = destination.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Crc32.HashToUInt32(chunk.Slice(4, 4 + data.Length)));
        destination.Advance(length);
    }

    /// <summary>The rows, see <see cref="PngRows"/>, as a zlib stream.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="level">The effort of zlib.</param>
    /// <param name="reserved">Bytes left free before the stream.</param>
    public static Span<byte> Compress(Picture image, CompressionLevel level, int reserved = 0)
    {
        var stride = PngRows.Stride(image);
        var filtered = BytePool.Rent(stride * image.Height);
        for (var y = 0; y < image.Height; y++)
        {
            PngRows.Store(image.Row(y), image.Channels, filtered.AsSpan(y * stride, stride));
        }

        using var compressed = new MemoryStream(filtered.Length / 2);
        compressed.SetLength(reserved);
        compressed.Position = reserved;
        using (var zlib = new ZLibStream(compressed, level, leaveOpen: true))
        {
            zlib.Write(filtered, 0, stride * image.Height);
        }

        BytePool.Return(filtered);
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }
}
