namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>Finds what a mistyped name was meant to be.</summary>
internal static class NearestName
{
    private const int LongestName = 32;

    /// <summary>The known name within about a third of its letters of <paramref name="name"/>, whatever the case; null if none is that near.</summary>
    public static string? Find(string name, IEnumerable<string> known) =>
        name.Length > LongestName
            ? null
            : known.Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate)))
                .Where(candidate => candidate.Distance <= (candidate.Name.Length + 2) / 3)
                .OrderBy(candidate => candidate.Distance)
                .Select(candidate => candidate.Name)
                .FirstOrDefault();

    /// <summary>Insertions, deletions and replacements that turn one text into the other (Levenshtein, 1966).</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
