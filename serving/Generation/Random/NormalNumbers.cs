using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Generation.Random;

/// <summary>
/// Maps groups of random words to normal floats. Source: Box, Muller, "A note on the generation of random normal deviates",
/// Annals of Mathematical Statistics 29 (1958): r = √(−2 ln u), x = r cos θ, y = r sin θ with θ uniform over a turn.
/// </summary>
/// <remarks>Here and in other loops over images: optimised from the first call on, since a busy core gets to optimising late.</remarks>
internal static class NormalNumbers
{
    /// <summary>Fills <paramref name="destination"/>; numbers p and p + 8 of a group of sixteen are one pair (x, y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ulong key, Span<float> destination, float mean, float std)
    {
        Vector256<float> centre = Vector256.Create(mean), scale = Vector256.Create(std);
        ulong group = 0;
        while (destination.Length >= Threefry.GroupSize)
        {
            var (x, y) = Pair(key, group++);
            (centre + (scale * x)).CopyTo(destination);
            (centre + (scale * y)).CopyTo(destination[Vector256<float>.Count..]);
            destination = destination[Threefry.GroupSize..];
        }

        if (!destination.IsEmpty)
        {
            Span<float> cut = stackalloc float[Threefry.GroupSize];
            var (x, y) = Pair(key, group);
            (centre + (scale * x)).CopyTo(cut);
            (centre + (scale * y)).CopyTo(cut[Vector256<float>.Count..]);
            cut[..destination.Length].CopyTo(destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> X, Vector256<float> Y) Pair(ulong key, ulong group)
    {
        var (x0, x1) = Threefry.Group(key, group);
        // Half a unit is added so that the logarithm never sees zero.
        var u = (Vector256.ConvertToSingle(x0) + Vector256.Create(0.5f)) * Vector256.Create(1f / 4294967296f);
        var r = Vector256.Sqrt(Vector256.Log(u) * Vector256.Create(-2f));
        var (sin, cos) = SinCosOfTurn(x1);
        return (r * cos, r * sin);
    }

    /// <summary>
    /// Sine and cosine of an angle that is uniform over the turn where the bits are: the upper two choose a multiple of π/2, the others, as
    /// a signed number, what is added to it, from −π/4 to π/4.
    /// </summary>
    /// <remarks>So the polynomials only see angles within ±π/4, where they are fastest.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Sin, Vector256<float> Cos) SinCosOfTurn(Vector256<uint> bits)
    {
        var withinQuadrant = (bits << 2).AsInt32();
        var angle = Vector256.ConvertToSingle(withinQuadrant) * Vector256.Create(MathF.PI / 4 / 2147483648f);
        var (sin, cos) = Vector256.SinCos(angle);

        var quadrant = bits >>> 30;
        var swapped = Vector256.Equals(quadrant & Vector256.Create(1u), Vector256.Create(1u)).AsSingle();
        var negateCos = ((quadrant + Vector256.Create(1u)) & Vector256.Create(2u)) << 30;
        var negateSin = (quadrant & Vector256.Create(2u)) << 30;
        return (
            (Vector256.ConditionalSelect(swapped, cos, sin).AsUInt32() ^ negateSin).AsSingle(),
            (Vector256.ConditionalSelect(swapped, sin, cos).AsUInt32() ^ negateCos).AsSingle());
    }
}
