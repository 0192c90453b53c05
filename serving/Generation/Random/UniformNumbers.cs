using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Generation.Random;

/// <summary>Maps groups of random words to uniform floats.</summary>
internal static class UniformNumbers
{
    private const float Unit = 1f / (1 << 24);

    /// <summary>Fills <paramref name="destination"/> with numbers in [low, high); number i uses word i of the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ulong key, Span<float> destination, float low, float high)
    {
        // low + width·u may round up to high when the bounds are large beside their distance.
        var largest = MathF.BitDecrement(high);
        Vector256<float> first = Vector256.Create(low), width = Vector256.Create(high - low), last = Vector256.Create(largest);
        ulong group = 0;
        while (destination.Length >= Threefry.GroupSize)
        {
            var (x0, x1) = Threefry.Group(key, group++);
            Map(x0, first, width, last).CopyTo(destination);
            Map(x1, first, width, last).CopyTo(destination[Vector256<float>.Count..]);
            destination = destination[Threefry.GroupSize..];
        }

        if (!destination.IsEmpty)
        {
            Span<float> cut = stackalloc float[Threefry.GroupSize];
            var (x0, x1) = Threefry.Group(key, group);
            Map(x0, first, width, last).CopyTo(cut);
            Map(x1, first, width, last).CopyTo(cut[Vector256<float>.Count..]);
            cut[..destination.Length].CopyTo(destination);
        }
    }

    private static Vector256<float> Map(Vector256<uint> bits, Vector256<float> low, Vector256<float> width, Vector256<float> largest)
    {
        var unit = Vector256.ConvertToSingle((bits >>> 8).AsInt32()) * Unit;
        return Vector256.Min(low + (width * unit), largest);
    }
}
