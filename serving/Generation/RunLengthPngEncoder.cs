using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gan.Onnx.Generation;

/// <summary>
/// 8-bit greyscale PNG (colour type 0), made for speed: a row that repeats the one above is stored as its difference (filter type 2),
/// any other as it is (type 0), and <see cref="RunLengthDeflate"/> compresses runs of one byte only, in a code made once. Safe for use
/// from several threads at once.
/// </summary>
public sealed class RunLengthPngEncoder : IPngEncoder
{
    private const byte NoFilter = 0;
    private const byte UpFilter = 2;
    private const int ChunkOverhead = 12;
    private readonly HuffmanCode _code;

    /// <summary>Makes the code.</summary>
    /// <param name="sample">A picture like those to come, such as one of the generator's own; another one makes them larger, not wrong.</param>
    public RunLengthPngEncoder(GreyImage sample)
    {
        byte[] filtered = new byte[(sample.Width + 1) * sample.Height];
        Filter(sample, filtered);
        _code = HuffmanCode.For(filtered);
    }

    /// <inheritdoc/>
    public void Encode(GreyImage image, IBufferWriter<byte> destination)
    {
        int stride = image.Width + 1;
        byte[] filtered = ArrayPool<byte>.Shared.Rent(stride * image.Height);
        try
        {
            Filter(image, filtered);
            PngChunks.WriteStart(destination, image.Width, image.Height);
            WriteData(filtered.AsSpan(0, stride * image.Height), destination);
            PngChunks.WriteEnd(destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(filtered);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Filter(GreyImage image, Span<byte> filtered)
    {
        int width = image.Width;
        ReadOnlySpan<byte> above = [];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Row(y);
            Span<byte> line = filtered.Slice(y * (width + 1), width + 1);
            if (row.SequenceEqual(above))
            {
                line[0] = UpFilter;
                line[1..].Clear();
            }
            else
            {
                line[0] = NoFilter;
                row.CopyTo(line[1..]);
            }

            above = row;
        }
    }

    /// <summary>One IDAT chunk, compressed in place: its length and checksum are known only afterwards.</summary>
    private void WriteData(ReadOnlySpan<byte> filtered, IBufferWriter<byte> destination)
    {
        Span<byte> chunk = destination.GetSpan(RunLengthDeflate.MaximumLength(filtered.Length) + ChunkOverhead);
        "IDAT"u8.CopyTo(chunk[4..]);
        int length = RunLengthDeflate.Compress(filtered, _code, chunk[8..]);
        BinaryPrimitives.WriteInt32BigEndian(chunk, length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + length)..], Crc32.Compute(chunk.Slice(4, 4 + length)));
        destination.Advance(length + ChunkOverhead);
    }
}
