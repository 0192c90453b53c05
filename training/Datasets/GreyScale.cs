using System.Runtime.Intrinsics;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Maps grey levels 0–255 linearly onto <paramref name="Low"/>–<paramref name="High"/>: level / 255 · (High − Low) + Low.
/// </summary>
/// <param name="Low">The value of level 0.</param>
/// <param name="High">The value of level 255.</param>
public readonly record struct GreyScale(float Low, float High)
{
    private const float White = 255;

    /// <summary>The value of every level, [256].</summary>
    public float[] Levels()
    {
        var values = new float[256];
        Map([.. Enumerable.Range(0, values.Length).Select(level => (byte)level)], values);
        return values;
    }

    /// <summary>Maps each level; <paramref name="values"/> is at least as long as <paramref name="levels"/>.</summary>
    public void Map(ReadOnlySpan<byte> levels, Span<float> values)
    {
        values = values[..levels.Length];
        var i = 0;
        for (; i <= levels.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(levels[i..]));
            Map(lower, values[i..]);
            Map(upper, values[(i + Vector256<ushort>.Count)..]);
        }

        // Fused like the vectors, so that a pixel's value does not depend on its place.
        for (; i < levels.Length; i++)
        {
            values[i] = MathF.FusedMultiplyAdd(levels[i] / White, High - Low, Low);
        }
    }

    private void Map(Vector256<ushort> levels, Span<float> values)
    {
        var (lower, upper) = Vector256.Widen(levels);
        Map(lower.AsInt32()).CopyTo(values);
        Map(upper.AsInt32()).CopyTo(values[Vector256<float>.Count..]);
    }

    private Vector256<float> Map(Vector256<int> levels) => Vector256.FusedMultiplyAdd(
        Vector256.ConvertToSingle(levels) / White, Vector256.Create(High - Low), Vector256.Create(Low));
}
