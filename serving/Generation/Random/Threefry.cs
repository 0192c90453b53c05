using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Generation.Random;

/// <summary>
/// Threefry2x32 with 20 rounds: a counter-based random function, 64-bit key and 64-bit counter in, 64 random bits out.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.2 and table 2.
/// </summary>
public static class Threefry
{
    private const uint Parity = 0x1BD11BDA;
    private const int Lanes = 8;

    /// <summary>Words in one group of <see cref="Fill"/>: eight counters, two words each.</summary>
    public const int GroupSize = 2 * Lanes;

    /// <summary>The random function on one counter.</summary>
    /// <param name="key">Low word in bits 0–31 (k0), high word in bits 32–63 (k1).</param>
    /// <param name="counter">Low word in bits 0–31 (x0), high word in bits 32–63 (x1).</param>
    /// <returns>x0 in bits 0–31, x1 in bits 32–63.</returns>
    public static ulong Apply(ulong key, ulong counter)
    {
        uint k0 = (uint)key, k1 = (uint)(key >> 32), k2 = Parity ^ k0 ^ k1;
        uint x0 = (uint)counter + k0, x1 = (uint)(counter >> 32) + k1;
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += k1;
        x1 += k2 + 1;
        FourRounds(ref x0, ref x1, 17, 29, 16, 24);
        x0 += k2;
        x1 += k0 + 2;
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += k0;
        x1 += k1 + 3;
        FourRounds(ref x0, ref x1, 17, 29, 16, 24);
        x0 += k1;
        x1 += k2 + 4;
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += k2;
        x1 += k0 + 5;
        return ((ulong)x1 << 32) | x0;
    }

    /// <summary>
    /// The random words of one key. Word i belongs to group g = i / 16 and place p = i mod 16 and is word p / 8 of
    /// counter 8 g + p mod 8, so a value depends on its own index only.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="firstGroup">The group that the first word is taken from; <paramref name="destination"/> begins at its place 0.</param>
    /// <param name="destination">Any length; a last group may be cut short.</param>
    public static void Fill(ulong key, ulong firstGroup, Span<uint> destination)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            FillVectorized(key, firstGroup, destination);
        }
        else
        {
            FillScalar(key, firstGroup, destination);
        }
    }

    internal static void FillScalar(ulong key, ulong firstGroup, Span<uint> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var place = i % GroupSize;
            var counter = ((firstGroup + (ulong)(i / GroupSize)) * Lanes) + (ulong)(place % Lanes);
            destination[i] = (uint)(Apply(key, counter) >> (place < Lanes ? 0 : 32));
        }
    }

    internal static void FillVectorized(ulong key, ulong firstGroup, Span<uint> destination)
    {
        var i = 0;
        for (; i <= destination.Length - GroupSize; i += GroupSize)
        {
            var (x0, x1) = Group(key, firstGroup++);
            x0.CopyTo(destination[i..]);
            x1.CopyTo(destination[(i + Lanes)..]);
        }

        if (i < destination.Length)
        {
            Span<uint> last = stackalloc uint[GroupSize];
            var (x0, x1) = Group(key, firstGroup);
            x0.CopyTo(last);
            x1.CopyTo(last[Lanes..]);
            last[..(destination.Length - i)].CopyTo(destination[i..]);
        }
    }

    /// <summary>The sixteen words of one group: both words of eight consecutive counters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<uint> X0, Vector256<uint> X1) Group(ulong key, ulong group)
    {
        uint k0 = (uint)key, k1 = (uint)(key >> 32), k2 = Parity ^ k0 ^ k1;
        // Eight times a group number never carries out of the low word's lowest three bits, so one high word serves all lanes.
        var counter = group * Lanes;
        var x0 = Vector256<uint>.Indices + Vector256.Create((uint)counter + k0);
        var x1 = Vector256.Create((uint)(counter >> 32) + k1);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += Vector256.Create(k1);
        x1 += Vector256.Create(k2 + 1);
        FourRounds(ref x0, ref x1, 17, 29, 16, 24);
        x0 += Vector256.Create(k2);
        x1 += Vector256.Create(k0 + 2);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += Vector256.Create(k0);
        x1 += Vector256.Create(k1 + 3);
        FourRounds(ref x0, ref x1, 17, 29, 16, 24);
        x0 += Vector256.Create(k1);
        x1 += Vector256.Create(k2 + 4);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += Vector256.Create(k2);
        x1 += Vector256.Create(k0 + 5);
        return (x0, x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(ref uint x0, ref uint x1, int r0, int r1, int r2, int r3)
    {
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r0) ^ x0;
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r1) ^ x0;
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r2) ^ x0;
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, r3) ^ x0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(ref Vector256<uint> x0, ref Vector256<uint> x1, int r0, int r1, int r2, int r3)
    {
        x0 += x1;
        x1 = RotateLeft(x1, r0) ^ x0;
        x0 += x1;
        x1 = RotateLeft(x1, r1) ^ x0;
        x0 += x1;
        x1 = RotateLeft(x1, r2) ^ x0;
        x0 += x1;
        x1 = RotateLeft(x1, r3) ^ x0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> RotateLeft(Vector256<uint> value, int count) => (value << count) | (value >>> (32 - count));
}
