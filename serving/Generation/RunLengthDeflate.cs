using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Generation;

/// <summary>
/// A zlib stream (RFC 1950), piece by piece: its only matches are runs of one byte (RFC 1951 with distance 1 throughout), and its code is
/// given. Black borders shrink as well as anywhere, and longer matches are rare in the grey of strokes.
/// </summary>
/// <param name="code">Any code; one made for such data makes the result small.</param>
internal struct RunLengthDeflate(HuffmanCode code)
{
    private const int LongestRun = 258;
    private const int ShortestRun = 3;

    private bool _hasBegun;
    private ulong _bits;
    private int _bitCount;
    private uint _checksum = Adler32.Start;

    /// <summary>Enough room for <paramref name="length"/> bytes compressed, whatever they are: no byte takes more than 15 bits.</summary>
    public static int MaximumLength(int length) => checked((length * 2) + 1024);

    /// <summary>Compresses the next piece.</summary>
    /// <param name="data">Any bytes.</param>
    /// <param name="destination">At least <see cref="MaximumLength"/>.</param>
    /// <param name="isLast">The stream ends with this piece.</param>
    /// <returns>The bytes written.</returns>
    public int Write(ReadOnlySpan<byte> data, Span<byte> destination, bool isLast)
    {
        int start = 0;
        if (!_hasBegun)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, 0x7801); // deflate, window of 32 KiB, fastest
            start = 2;
        }

        var bits = new BitWriter(destination[start..], _bits, _bitCount);
        if (!_hasBegun)
        {
            bits.Write(code.Description);
        }

        WriteTokens(data, code.Tokens, ref bits);
        _hasBegun = true;
        _checksum = Adler32.Continue(_checksum, data);
        if (!isLast)
        {
            (_bits, _bitCount) = bits.Rest;
            return start + bits.Length;
        }

        bits.Write(code.Tokens[HuffmanCode.EndOfBlock]);
        int length = start + bits.Finish();
        BinaryPrimitives.WriteUInt32BigEndian(destination[length..], _checksum);
        return length + sizeof(uint);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteTokens(ReadOnlySpan<byte> data, ReadOnlySpan<uint> codes, ref BitWriter destination)
    {
        // A copy in local variables lets the compiler keep it in registers.
        BitWriter bits = destination;
        for (int i = 0; i < data.Length;)
        {
            byte value = data[i++];
            bits.Write(codes[value]);
            if (i == data.Length || data[i] != value)
            {
                continue;
            }

            int run = Run(data[i..], value);
            i += run;
            for (; run >= ShortestRun; run -= Math.Min(run, LongestRun))
            {
                bits.Write(codes[HuffmanCode.EndOfBlock + Math.Min(run, LongestRun)]);
            }

            for (; run > 0; run--)
            {
                bits.Write(codes[value]);
            }
        }

        destination = bits;
    }

    /// <summary>How often each token (see <see cref="HuffmanCode"/>) would occur in compressed data.</summary>
    public static void Count(ReadOnlySpan<byte> data, Span<int> tokens)
    {
        for (int i = 0; i < data.Length;)
        {
            byte value = data[i++];
            int run = Run(data[i..], value);
            i += run;
            for (; run >= ShortestRun; run -= Math.Min(run, LongestRun))
            {
                tokens[HuffmanCode.EndOfBlock + Math.Min(run, LongestRun)]++;
            }

            tokens[value] += 1 + run;
        }

        tokens[HuffmanCode.EndOfBlock]++;
    }

    /// <summary>How many bytes at the start are <paramref name="value"/>. Most are none or few, then very many.</summary>
    private static int Run(ReadOnlySpan<byte> data, byte value)
    {
        int run = 0;
        if (data.Length >= sizeof(ulong))
        {
            ulong differences = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ (value * 0x0101010101010101ul);
            if (differences != 0)
            {
                return BitOperations.TrailingZeroCount(differences) / 8;
            }

            run = sizeof(ulong);
            for (; run <= data.Length - Vector256<byte>.Count; run += Vector256<byte>.Count)
            {
                uint different = ~Vector256.Equals(Vector256.Create(data.Slice(run, Vector256<byte>.Count)), Vector256.Create(value)).ExtractMostSignificantBits();
                if (different != 0)
                {
                    return run + BitOperations.TrailingZeroCount(different);
                }
            }
        }

        while (run < data.Length && data[run] == value)
        {
            run++;
        }

        return run;
    }
}
