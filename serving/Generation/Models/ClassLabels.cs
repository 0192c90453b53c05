using System.Globalization;

namespace Gan.Onnx.Generation.Models;

/// <summary>
/// A generator's classes as people write them: by number, or by name where there are names. Case does not matter; what is a name and a
/// number at once, such as the name 7 of class 0, is the name.
/// </summary>
/// <param name="count">Classes, at least 0.</param>
/// <param name="names">One for each class, different without regard to case; null where they are only numbers.</param>
public sealed class ClassLabels(int count, IReadOnlyList<string>? names = null)
{
    private const char Separator = ',';

    /// <summary>The classes of a generator.</summary>
    public ClassLabels(Manifest manifest)
        : this(manifest.Classes, manifest.ClassNames)
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>Their names in order; empty where they are only numbers.</summary>
    public IReadOnlyList<string> Names { get; } = names ?? [];

    /// <summary>The number of one class.</summary>
    /// <param name="text">Its name, or its number in digits alone.</param>
    /// <param name="label">From 0 to <see cref="Count"/> − 1.</param>
    /// <returns>False when there is no such class.</returns>
    public bool TryFind(ReadOnlySpan<char> text, out int label)
    {
        for (label = 0; label < Names.Count; label++)
        {
            if (text.Equals(Names[label], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // The parser alone would let null characters pass at the end.
        return !text.ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out label)
            && label < count;
    }

    /// <summary>The numbers of several classes with commas between them, where names may hold commas too.</summary>
    /// <param name="text">Names and numbers.</param>
    /// <param name="labels">Those found, up to the first fault.</param>
    /// <returns>The part of the text that is no class; null when all are.</returns>
    public string? FaultIn(string text, out IReadOnlyList<int> labels)
    {
        var found = new List<int>();
        labels = found;
        for (var start = 0; start <= text.Length;)
        {
            var rest = text.AsSpan(start);
            var length = LengthOfFirst(rest);
            if (!TryFind(rest[..length], out var label))
            {
                return rest[..length].ToString();
            }

            found.Add(label);
            start += length + 1;
        }

        return null;
    }

    /// <summary>
    /// Of the longest name that stands at the start and ends at a comma or the end; where none does, up to the first comma.
    /// </summary>
    private int LengthOfFirst(ReadOnlySpan<char> text)
    {
        var longest = -1;
        foreach (var name in Names)
        {
            if (name.Length > longest
                && text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (text.Length == name.Length || text[name.Length] == Separator))
            {
                longest = name.Length;
            }
        }

        var comma = text.IndexOf(Separator);
        return longest >= 0 ? longest : comma >= 0 ? comma : text.Length;
    }
}
