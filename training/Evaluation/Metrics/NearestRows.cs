namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>Selects the smallest of many distances.</summary>
internal static class NearestRows
{
    /// <summary>The positions of the smallest distances, nearest first; of equal ones the first.</summary>
    /// <param name="distances">At least as many as are wanted.</param>
    /// <param name="nearest">Filled completely.</param>
    public static void Find(ReadOnlySpan<double> distances, Span<int> nearest)
    {
        var found = 0;
        for (var i = 0; i < distances.Length; i++)
        {
            if (found == nearest.Length && distances[i] >= distances[nearest[^1]])
            {
                continue;
            }

            found = Math.Min(found + 1, nearest.Length);
            var place = found - 1;
            for (; place > 0 && distances[nearest[place - 1]] > distances[i]; place--)
            {
                nearest[place] = nearest[place - 1];
            }

            nearest[place] = i;
        }
    }
}
