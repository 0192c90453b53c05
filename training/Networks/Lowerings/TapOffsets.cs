namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>One axis of a kernel whose taps move evenly: a tap sees pixel start + stride · position of the padded axis.</summary>
/// <param name="Size">Pixels of the axis.</param>
/// <param name="Positions">Positions of the kernel.</param>
/// <param name="Stride">Pixels from one position to the next, at least 1.</param>
/// <param name="Before">Zeros before the axis.</param>
/// <param name="Padded">Pixels with the zeros at both ends, a multiple of the stride.</param>
/// <param name="Starts">For each tap, the padded axis' pixel that it sees at the first position.</param>
internal sealed record TapOffsets(long Size, long Positions, long Stride, long Before, long Padded, long[] Starts)
{
    /// <summary>How the taps of an axis move.</summary>
    /// <returns>Null where one does not move evenly, never meets the axis, or a phase of the axis meets no tap.</returns>
    public static TapOffsets? Of(Taps axis)
    {
        if (Step(axis) is not { } stride)
        {
            return null;
        }

        var offsets = new long[axis.Count];
        for (var tap = 0; tap < axis.Count; tap++)
        {
            var seen = Enumerable.Range(0, axis.Sources.Count).Where(position => axis.Sources[position][tap] != Taps.Zero).ToArray();
            if (seen.Length == 0)
            {
                return null;
            }

            offsets[tap] = axis.Sources[seen[0]][tap] - (seen[0] * stride);
            for (var position = 0; position < axis.Sources.Count; position++)
            {
                var pixel = offsets[tap] + (position * stride);
                var expected = pixel >= 0 && pixel < axis.Size ? pixel : Taps.Zero;
                if (axis.Sources[position][tap] != expected)
                {
                    return null;
                }
            }
        }

        var before = Math.Max(0, -offsets.Min());
        long[] starts = [.. offsets.Select(offset => offset + before)];

        // The last pixel that is looked at, in the phase that has the most before it.
        var needed = Math.Max(before + axis.Size, ((starts.Max() / stride) + axis.Sources.Count) * stride);
        var padded = (needed + stride - 1) / stride * stride;
        var isMet = starts.Select(start => start % stride).Distinct().Count() == stride;
        return isMet ? new TapOffsets(axis.Size, axis.Sources.Count, stride, before, padded, starts) : null;
    }

    /// <summary>The pixels that any tap moves by, from one position to the next; 1 where there is one position only.</summary>
    private static long? Step(Taps axis)
    {
        if (axis.Sources.Count == 1)
        {
            return 1;
        }

        for (var position = 1; position < axis.Sources.Count; position++)
        {
            for (var tap = 0; tap < axis.Count; tap++)
            {
                var (before, after) = (axis.Sources[position - 1][tap], axis.Sources[position][tap]);
                if (before != Taps.Zero && after != Taps.Zero)
                {
                    return after > before ? after - before : null;
                }
            }
        }

        return null;
    }
}
