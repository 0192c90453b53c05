namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// One axis of a convolution looked at from its input: pixels of one phase (their number modulo <see cref="Step"/>) are met by the same
/// taps, so that each phase of a transposed convolution is a convolution with fewer taps (Shi et al. 2016, "Is the deconvolution layer the
/// same as a convolutional layer?").
/// </summary>
/// <param name="Size">Pixels of the axis.</param>
/// <param name="Phases">Each phase's taps and where they meet its pixels.</param>
internal sealed record TapPhases(long Size, IReadOnlyList<TapPhase> Phases)
{
    private const int MostSteps = 8;

    /// <summary>How many phases there are.</summary>
    public int Step => Phases.Count;

    /// <summary>Pixels of a phase; the last ones of some phases may lie beyond the axis.</summary>
    public int Length => Phases[0].Positions.Sources.Count;

    /// <summary>There is one phase, and each tap of the axis meets some pixel of it.</summary>
    public bool IsWhole(Taps axis) => Step == 1 && Phases[0].Taps.Length == axis.Count;

    /// <summary>Products along the axis.</summary>
    private int Work => Length * Phases.Sum(phase => phase.Taps.Length);

    /// <summary>The phases with the least work.</summary>
    /// <returns>
    /// Null where a tap meets a pixel at two positions, as with resized maps, or no tap meets the pixels of a phase.
    /// </returns>
    public static TapPhases? Of(Taps axis) => Meetings(axis) is not { } meetings
        ? null
        : Enumerable.Range(1, (int)Math.Min(MostSteps, axis.Size))
            .Select(step => new TapPhases(axis.Size, [.. Enumerable.Range(0, step).Select(first => Phase(axis, meetings, first, step))]))
            .Where(phases => phases.Phases.All(phase => phase.Taps.Length > 0))
            .MinBy(phases => phases.Work);

    /// <summary>For each tap and pixel, the position of the kernel at which they meet.</summary>
    private static long[,]? Meetings(Taps axis)
    {
        var meetings = new long[axis.Count, axis.Size];
        for (var i = 0; i < meetings.Length; i++)
        {
            meetings[i / axis.Size, i % axis.Size] = Taps.Zero;
        }

        for (var position = 0; position < axis.Sources.Count; position++)
        {
            for (var tap = 0; tap < axis.Count; tap++)
            {
                var pixel = axis.Sources[position][tap];
                if (pixel == Taps.Zero)
                {
                    continue;
                }

                if (meetings[tap, pixel] != Taps.Zero)
                {
                    return null;
                }

                meetings[tap, pixel] = position;
            }
        }

        return meetings;
    }

    private static TapPhase Phase(Taps axis, long[,] meetings, int first, int step)
    {
        long[] pixels = [.. Enumerable.Range(0, (int)((axis.Size + step - 1) / step)).Select(i => ((long)i * step) + first)];
        int[] taps = [.. Enumerable.Range(0, axis.Count).Where(tap => pixels.Any(pixel => At(tap, pixel) != Taps.Zero))];
        long[][] positions = [.. pixels.Select(pixel => taps.Select(tap => At(tap, pixel)).ToArray())];
        return new TapPhase(taps, new Taps(axis.Sources.Count, taps.Length, positions));

        long At(int tap, long pixel) => pixel < axis.Size ? meetings[tap, pixel] : Taps.Zero;
    }
}

/// <summary>The pixels of one phase.</summary>
/// <param name="Taps">The kernel's taps that meet them.</param>
/// <param name="Positions">For each pixel, the kernel's position at which each of those taps meets it.</param>
internal sealed record TapPhase(int[] Taps, Taps Positions);
