using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// 8-bit PNG, greyscale or RGB (colour types 0 and 2), made for speed: a row that repeats the one above is stored as its difference to
/// it (filter type 2), any other as <see cref="PngRows"/> has it, and <see cref="RunLengthDeflate"/> compresses runs of one byte only, in
/// a code made once. Safe for use from several threads at once.
/// </summary>
public sealed class RunLengthPngEncoder : IPngEncoder
{
    private const int ChunkOverhead = 12;
    private const int PieceLength = 64 * 1024;
    private readonly HuffmanCode _code;

    /// <summary>Makes the code.</summary>
    /// <param name="sample">
    /// A picture like those to come, such as one of the generator's own; another one, even of other channels, makes them larger, not wrong.
    /// </param>
    public RunLengthPngEncoder(Picture sample)
    {
        var filtered = new byte[PngRows.Stride(sample) * sample.Height];
        Filter(sample, 0, filtered);
        _code = HuffmanCode.For(filtered);
    }

    /// <inheritdoc/>
    public string Key => "runs";

    /// <inheritdoc/>
    /// <remarks>In pieces: compressed at once, a large picture would take six times its own memory.</remarks>
    public void Encode(Picture image, IBufferWriter<byte> destination)
    {
        var stride = PngRows.Stride(image);
        var rows = Math.Clamp(PieceLength / stride, 1, image.Height);
        var filtered = BytePool.Rent(stride * rows);
        try
        {
            PngChunks.WriteStart(destination, image);
            var stream = new RunLengthDeflate(_code);
            for (var top = 0; top < image.Height; top += rows)
            {
                var bottom = Math.Min(top + rows, image.Height);
                var piece = filtered.AsSpan(0, stride * (bottom - top));
                Filter(image, top, piece);
                WriteData(ref stream, piece, bottom == image.Height, destination);
            }

            PngChunks.WriteEnd(destination);
        }
        finally
        {
            BytePool.Return(filtered);
        }
    }

    /// <summary>Fills <paramref name="filtered"/> with the rows from <paramref name="top"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Filter(Picture image, int top, Span<byte> filtered)
    {
        var stride = PngRows.Stride(image);
        var above = top > 0 ? image.Row(top - 1) : [];
        for (var y = top; !filtered.IsEmpty; y++)
        {
            var row = image.Row(y);
            if (row.SequenceEqual(above))
            {
                PngRows.StoreSame(filtered[..stride]);
            }
            else
            {
                PngRows.Store(row, image.Channels, filtered[..stride]);
            }

            above = row;
            filtered = filtered[stride..];
        }
    }

    /// <summary>One IDAT chunk, compressed in place: its length and checksum are known only afterwards.</summary>
    private static void WriteData(ref RunLengthDeflate stream, ReadOnlySpan<byte> filtered, bool isLast, IBufferWriter<byte> destination)
    {
        var chunk = destination.GetSpan(RunLengthDeflate.MaximumLength(filtered.Length) + ChunkOverhead);
        "IDAT"u8.CopyTo(chunk[4..]);
        var length = stream.Write(filtered, chunk[8..], isLast);
        BinaryPrimitives.WriteInt32BigEndian(chunk, length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + length)..], Crc32.HashToUInt32(chunk.Slice(4, 4 + length)));
        destination.Advance(length + ChunkOverhead);
    }
}
