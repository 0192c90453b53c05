using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gan.Onnx.Generation;

/// <summary>The checksum of zlib streams (RFC 1950, section 8.2).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // The most bytes after which neither sum of 32 bits can have overflown; a multiple of the vector's length.
    private const int Stretch = 5536;

    /// <summary>The checksum of nothing.</summary>
    public const uint Start = 1;

    /// <summary>The checksum of <paramref name="data"/>; "Wikipedia" gives 11E60398.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => Continue(Start, data);

    /// <summary>The checksum of what <paramref name="checksum"/> is that of, and <paramref name="data"/> after it.</summary>
    public static uint Continue(uint checksum, ReadOnlySpan<byte> data)
    {
        (uint a, uint b) = (checksum & 0xFFFF, checksum >> 16);
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> stretch = data[..Math.Min(Stretch, data.Length)];
            data = data[stretch.Length..];
            int vectors = Avx2.IsSupported ? AddVectors(stretch, ref a, ref b) : 0;
            foreach (byte value in stretch[vectors..])
            {
                a += value;
                b += a;
            }

            a %= Modulus;
            b %= Modulus;
        }

        return (b << 16) | a;
    }

    /// <summary>Of 32 bytes, byte i is added 32 − i times to b, and a as it was before 32 times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddVectors(ReadOnlySpan<byte> data, ref uint a, ref uint b)
    {
        int length = Vector256<byte>.Count;
        var weights = Vector256.Create(
            (sbyte)32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        Vector256<uint> sums = default, earlier = default, weighted = default;
        int i = 0;
        for (; i <= data.Length - length; i += length)
        {
            var bytes = Vector256.Create(data.Slice(i, length));
            earlier += sums;
            sums += Avx2.SumAbsoluteDifferences(bytes, default).AsUInt32();
            Vector256<short> pairs = Avx2.MultiplyAddAdjacent(bytes, weights);
            weighted += Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One).AsUInt32();
        }

        b += ((uint)i * a) + (32 * Vector256.Sum(earlier)) + Vector256.Sum(weighted);
        a += Vector256.Sum(sums);
        return i;
    }
}
