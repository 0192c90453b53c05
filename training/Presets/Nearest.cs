namespace Gan.Onnx.Training.Presets;

/// <summary>Suggests what somebody who mistyped a name may have meant.</summary>
public static class Nearest
{
    /// <summary>"Did you mean 'x'? ", or nothing when no known name is close.</summary>
    public static string Suggestion(string typed, IEnumerable<string> known)
    {
        var best = known.Select(name => (Name: name, Distance: Distance(typed, name))).OrderBy(pair => pair.Distance).FirstOrDefault();
        var shared = best.Name is not null && best.Distance < Math.Max(typed.Length, best.Name.Length);
        return shared && best.Distance <= Math.Max(2, typed.Length / 3) ? $"Did you mean '{best.Name}'? " : "";
    }

    /// <summary>Levenshtein's edit distance, ignoring case.</summary>
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
