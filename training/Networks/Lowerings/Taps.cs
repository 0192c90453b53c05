using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// What a kernel sees along one axis: for each of its positions, the pixel under each of its taps, or <see cref="Zero"/>.
/// </summary>
/// <param name="Size">Pixels of the axis.</param>
/// <param name="Count">Taps of the kernel.</param>
/// <param name="Sources">The pixels, <paramref name="Count"/> a position.</param>
internal sealed record Taps(long Size, int Count, IReadOnlyList<long[]> Sources)
{
    /// <summary>A tap outside the axis.</summary>
    public const long Zero = -1;

    /// <summary>A window's rows.</summary>
    public static Taps Rows(Window window) => Along(window.Height, window.OutputHeight, window, window.Rows);

    /// <summary>A window's columns.</summary>
    public static Taps Columns(Window window) => Along(window.Width, window.OutputWidth, window, window.Columns);

    /// <summary>
    /// The same positions seen in a map of <paramref name="from"/> pixels that was resized to <see cref="Size"/>, without making the
    /// resized map: other taps on the small map, and how the kernel's own taps are made of them.
    /// </summary>
    /// <returns>
    /// Null where one kernel would not do, since a tap lies between its two pixels differently from position to position.
    /// </returns>
    public (Taps Small, double[,] Mixture)? Before(long from, ResizeMode mode)
    {
        var (lists, parts) = (new List<long[]>(), new List<(int Tap, int Small, double Share)>());
        for (var tap = 0; tap < Count; tap++)
        {
            var places = Sources
                .Select(position => position[tap] == Zero ? null : (Interpolation?)Interpolation.At(position[tap], from, Size, mode))
                .ToArray();
            var shares = places.OfType<Interpolation>().Select(place => place.Share).Distinct().ToArray();
            if (shares.Length > 1)
            {
                return null;
            }

            foreach (var share in shares)
            {
                parts.Add((tap, Position([.. places.Select(place => place?.Before ?? Zero)]), 1 - share));
                if (share > 0)
                {
                    // Beyond the last pixel comes the last pixel again. As a list of its own that is a rare guest; in the list of the
                    // next pixels it would make the last pixel the most often seen, and the table of all pixels as wide as its row.
                    parts.Add((tap, Position([.. places.Select(place => place is { } p && p.After > p.Before ? p.After : Zero)]), share));
                    parts.Add((tap, Position([.. places.Select(place => place is { } p && p.After == p.Before ? p.After : Zero)]), share));
                }
            }
        }

        var mixture = new double[lists.Count, Count];
        foreach (var (tap, small, share) in parts)
        {
            mixture[small, tap] += share;
        }

        return (
            new Taps(from, lists.Count, [.. Enumerable.Range(0, Sources.Count).Select(o => lists.Select(list => list[o]).ToArray())]),
            mixture);

        int Position(long[] list)
        {
            var known = lists.FindIndex(other => other.SequenceEqual(list));
            if (known < 0)
            {
                lists.Add(list);
            }

            return known < 0 ? lists.Count - 1 : known;
        }
    }

    private static Taps Along(long size, long outputSize, Window window, Padding padding) => new(size, window.Kernel,
    [
        .. Enumerable.Range(0, (int)outputSize).Select(o => Enumerable.Range(0, window.Kernel)
            .Select(tap => (o * window.Stride) - padding.Begin + tap)
            .Select(pixel => pixel >= 0 && pixel < size ? pixel : Zero)
            .ToArray()),
    ]);
}
