using System.Numerics;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// A Huffman code of <see cref="RunLengthDeflate"/>'s tokens (RFC 1951, section 3.2): literals 0 to 255, the block's end 256, and
/// 256 + n for a run of n, 3 to 258. A code holds all bits of its token, those of a run's length and of its distance too: from bit 5
/// on, and how many they are in the lowest five.
/// </summary>
internal sealed class HuffmanCode
{
    /// <summary>The token, and the symbol, that ends a block.</summary>
    public const int EndOfBlock = 256;

    private const int TokenCount = EndOfBlock + LongestRun + 1;
    private const int Symbols = 286;
    private const int LongestCode = 15;
    private const int ShortestRun = 3;
    private const int LongestRun = 258;

    // A code of lengths that is complete and good enough for all: 13 symbols of 4 bits, 6 rarer ones of 5.
    private static readonly byte[] LengthLengths = [4, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 4, 4];
    private static readonly uint[] LengthCodes = CanonicalCodes(LengthLengths);
    private static readonly (ushort Symbol, byte ExtraBits, ushort First)[] Runs = DescribeRuns();

    private readonly uint[] _tokens;
    private readonly uint[] _description;

    private HuffmanCode(ReadOnlySpan<byte> lengths)
    {
        _tokens = CodeTokens(CanonicalCodes(lengths));
        _description = Describe(lengths);
    }

    /// <summary>The code of each token; 0 for 257 and 258, which are none.</summary>
    public ReadOnlySpan<uint> Tokens => _tokens;

    /// <summary>What a stream starts with: that one block follows, the last, and its code; in pieces of the form of codes.</summary>
    public ReadOnlySpan<uint> Description => _description;

    // The order in which the lengths of the code of lengths are stored (section 3.2.7).
    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>The best code for data like <paramref name="sample"/>; any other data can be written in it, too.</summary>
    public static HuffmanCode For(ReadOnlySpan<byte> sample)
    {
        Span<int> tokens = stackalloc int[TokenCount];
        tokens.Clear();
        RunLengthDeflate.Count(sample, tokens);
        Span<int> counts = stackalloc int[Symbols];
        tokens[..(EndOfBlock + 1)].CopyTo(counts);
        counts[(EndOfBlock + 1)..].Clear();
        for (var run = ShortestRun; run <= LongestRun; run++)
        {
            counts[Runs[run].Symbol] += tokens[EndOfBlock + run];
        }

        foreach (ref var count in counts)
        {
            count++;
        }

        Span<byte> lengths = stackalloc byte[Symbols];
        HuffmanLengths.Find(counts, lengths, LongestCode);
        return new HuffmanCode(lengths);
    }

    private static uint[] Describe(ReadOnlySpan<byte> lengths)
    {
        List<uint> pieces = [Piece(1, 1), Piece(2, 2), Piece(Symbols - 257, 5), Piece(0, 5), Piece((uint)LengthOrder.Length - 4, 4)];
        foreach (var symbol in LengthOrder)
        {
            pieces.Add(Piece(LengthLengths[symbol], 3));
        }

        foreach (var length in lengths)
        {
            pieces.Add(LengthCodes[length]);
        }

        pieces.Add(LengthCodes[1]); // the one distance code, that of distance 1, is one bit long
        return [.. pieces];
    }

    private static uint Piece(uint bits, int count) => (bits << 5) | (uint)count;

    /// <summary>From codes of symbols to codes of tokens: a run's symbol, the rest of its length, and a 0 for the distance.</summary>
    private static uint[] CodeTokens(uint[] symbols)
    {
        var codes = new uint[TokenCount];
        symbols.AsSpan(0, EndOfBlock + 1).CopyTo(codes);
        for (var run = ShortestRun; run <= LongestRun; run++)
        {
            var (symbol, extraBits, first) = Runs[run];
            var code = symbols[symbol];
            var length = (int)(code & 31);
            codes[EndOfBlock + run] = Piece((code >> 5) | ((uint)(run - first) << length), length + extraBits + 1);
        }

        return codes;
    }

    /// <summary>Consecutive codes for each length, bits reversed since they are stored from the top (section 3.2.2).</summary>
    private static uint[] CanonicalCodes(ReadOnlySpan<byte> lengths)
    {
        Span<uint> next = stackalloc uint[LongestCode + 2];
        next.Clear();
        foreach (var length in lengths)
        {
            next[length + 1]++;
        }

        next[1] = 0; // symbols without a code
        for (var length = 1; length <= LongestCode; length++)
        {
            next[length + 1] = (next[length] + next[length + 1]) << 1;
        }

        var codes = new uint[lengths.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = lengths[i] > 0 ? Piece(Reverse(next[lengths[i]]++, lengths[i]), lengths[i]) : 0;
        }

        return codes;
    }

    private static uint Reverse(uint value, int count)
    {
        uint reversed = 0;
        for (var i = 0; i < count; i++)
        {
            reversed = (reversed << 1) | ((value >> i) & 1);
        }

        return reversed;
    }

    /// <summary>
    /// Of each length of a run: its symbol, the number of bits that follow, and the shortest run of that symbol (section 3.2.5).
    /// </summary>
    private static (ushort Symbol, byte ExtraBits, ushort First)[] DescribeRuns()
    {
        var runs = new (ushort Symbol, byte ExtraBits, ushort First)[LongestRun + 1];
        for (var run = ShortestRun; run < LongestRun; run++)
        {
            var offset = run - ShortestRun;
            var extra = Math.Max(0, BitOperations.Log2((uint)Math.Max(1, offset)) - 2);
            var symbol = EndOfBlock + 1 + (extra * 4) + (offset >> extra);
            runs[run] = ((ushort)symbol, (byte)extra, (ushort)(run - (offset & ((1 << extra) - 1))));
        }

        runs[LongestRun] = (Symbols - 1, 0, LongestRun);
        return runs;
    }
}
