namespace Gan.Onnx.Generation.Text;

/// <summary>Suggests what somebody who mistyped a name may have meant.</summary>
internal static class NearestName
{
    private const int LettersPerSlip = 3;
    private const int FewestSlips = 2;

    /// <summary>"Did you mean 'x'? ", or nothing when no known name is close.</summary>
    /// <param name="typed">Of any length.</param>
    /// <param name="known">The names that there are.</param>
    public static string Suggestion(string typed, IEnumerable<string> known) =>
        Find(typed, known) is { } name ? $"Did you mean '{name}'? " : "";

    /// <summary>
    /// The known name with the fewest slips, ignoring case: two, or one for each three letters of the longer name, as long as a letter is
    /// left that both names share; null if none is that near.
    /// </summary>
    /// <param name="typed">Of any length.</param>
    /// <param name="known">The names that there are.</param>
    public static string? Find(string typed, IEnumerable<string> known) => known
        .Where(name => Math.Abs(name.Length - typed.Length) <= Tolerance(typed, name)) // spares the comparison with pages of text
        .Select(name => (Name: name, Distance: Distance(typed, name)))
        .Where(candidate => candidate.Distance <= Tolerance(typed, candidate.Name))
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>Insertions, deletions and replacements that turn one text into the other, ignoring case (Levenshtein, 1966).</summary>
    internal static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static int Tolerance(string typed, string name)
    {
        var longer = Math.Max(typed.Length, name.Length);
        return Math.Min(longer - 1, Math.Max(FewestSlips, longer / LettersPerSlip));
    }
}
