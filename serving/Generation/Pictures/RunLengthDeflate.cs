using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// A zlib stream (RFC 1950), piece by piece: its only matches are runs of one byte (RFC 1951 with distance 1 throughout), and its code is
/// given. Black borders shrink as well as anywhere, and longer matches are rare in the grey of strokes.
/// </summary>
/// <param name="code">Any code; one made for such data makes the result small.</param>
internal struct RunLengthDeflate(HuffmanCode code)
{
    private const int LongestRun = 258;
    private const int ShortestRun = 3;

    // Bytes looked at together.
    private const int Window = 32;

    private bool _hasBegun;
    private ulong _bits;
    private int _bitCount;
    private readonly Adler32 _checksum = new();

    /// <summary>Enough room for <paramref name="length"/> bytes compressed, whatever they are: no byte takes more than 15 bits.</summary>
    public static int MaximumLength(int length) => checked((length * 2) + 1024);

    /// <summary>Compresses the next piece.</summary>
    /// <param name="data">Any bytes.</param>
    /// <param name="destination">At least <see cref="MaximumLength"/>.</param>
    /// <param name="isLast">The stream ends with this piece.</param>
    /// <returns>The bytes written.</returns>
    public int Write(ReadOnlySpan<byte> data, Span<byte> destination, bool isLast)
    {
        var start = 0;
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
        _checksum.Append(data);
        if (!isLast)
        {
            (_bits, _bitCount) = bits.Rest;
            return start + bits.Length;
        }

        bits.Write(code.Tokens[HuffmanCode.EndOfBlock]);
        var length = start + bits.Finish();
        BinaryPrimitives.WriteUInt32BigEndian(destination[length..], _checksum.GetCurrentHashAsUInt32());
        return length + sizeof(uint);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteTokens(ReadOnlySpan<byte> data, ReadOnlySpan<uint> codes, ref BitWriter destination)
    {
        // A copy in local variables lets the compiler keep it in registers.
        var bits = destination;
        while (data.Length > Window)
        {
            // Bit k is set where byte k + 1 is the same as byte k.
            var same = Vector256.Equals(Vector256.Create(data), Vector256.Create(data[1..])).ExtractMostSignificantBits();
            // And here where three are, which is a run. Shorter ones are literals like any other: a branch for each would cost more.
            var runs = same & (same >> 1) & (same >> 2);
            var literals = runs == 0 ? Window - 2 : BitOperations.TrailingZeroCount(runs) + 1;
            WriteLiterals(data[..literals], codes, ref bits);
            var value = data[literals - 1];
            data = data[literals..];
            if (runs == 0)
            {
                continue;
            }

            var run = BitOperations.TrailingZeroCount(~(same >> (literals - 1)));
            if (literals + run > Window)
            {
                run = Run(data, value);
            }

            WriteRun(run, value, codes, ref bits);
            data = data[run..];
        }

        while (!data.IsEmpty)
        {
            var value = data[0];
            bits.Write(codes[value]);
            var run = Run(data[1..], value);
            WriteRun(run, value, codes, ref bits);
            data = data[(1 + run)..];
        }

        destination = bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteLiterals(ReadOnlySpan<byte> literals, ReadOnlySpan<uint> codes, ref BitWriter bits)
    {
        var i = 0;
        for (; i + 1 < literals.Length; i += 2)
        {
            bits.Write(codes[literals[i]], codes[literals[i + 1]]);
        }

        if (i < literals.Length)
        {
            bits.Write(codes[literals[i]]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRun(int run, byte value, ReadOnlySpan<uint> codes, ref BitWriter bits)
    {
        for (; run >= ShortestRun; run -= Math.Min(run, LongestRun))
        {
            bits.Write(codes[HuffmanCode.EndOfBlock + Math.Min(run, LongestRun)]);
        }

        for (; run > 0; run--)
        {
            bits.Write(codes[value]);
        }
    }

    /// <summary>How often each token (see <see cref="HuffmanCode"/>) would occur in compressed data.</summary>
    public static void Count(ReadOnlySpan<byte> data, Span<int> tokens)
    {
        for (var i = 0; i < data.Length;)
        {
            var value = data[i++];
            var run = Run(data[i..], value);
            i += run;
            for (; run >= ShortestRun; run -= Math.Min(run, LongestRun))
            {
                tokens[HuffmanCode.EndOfBlock + Math.Min(run, LongestRun)]++;
            }

            tokens[value] += 1 + run;
        }

        tokens[HuffmanCode.EndOfBlock]++;
    }

    /// <summary>How many bytes at the start are <paramref name="value"/>.</summary>
    private static int Run(ReadOnlySpan<byte> data, byte value)
    {
        var end = data.IndexOfAnyExcept(value);
        return end < 0 ? data.Length : end;
    }
}
