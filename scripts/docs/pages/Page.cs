using System.Text;
using System.Text.RegularExpressions;

/// <summary>A Markdown file.</summary>
/// <param name="path">Relative to the repository, with slashes.</param>
/// <param name="text">Its content.</param>
internal sealed partial class Page(string path, string text)
{
    private HashSet<string>? _anchors;

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path => path;

    /// <summary>The text with its code blanked out, so that places stay as they are.</summary>
    public string Prose { get; } = InlineCode().Replace(FencedCode().Replace(text, Blank), Blank);

    /// <summary>Its lines, code included.</summary>
    public string[] Lines => text.Split('\n');

    /// <summary>What links may name after <c>#</c>, as GitHub makes it of headings.</summary>
    public IReadOnlySet<string> Anchors => _anchors ??= [.. Headings()];

    /// <summary>The number of a line, from 1.</summary>
    /// <param name="place">A place in <see cref="Prose"/>.</param>
    public int LineAt(int place) => Prose.AsSpan(0, place).Count('\n') + 1;

    private IEnumerable<string> Headings()
    {
        var seen = new Dictionary<string, int>();
        // Headings may hold code, which counts; blocks of code may hold what looks like a heading.
        foreach (Match heading in Heading().Matches(FencedCode().Replace(text, Blank)))
        {
            var anchor = Anchor(heading.Groups["text"].Value);
            var number = seen[anchor] = seen.GetValueOrDefault(anchor) + 1;
            yield return number == 1 ? anchor : $"{anchor}-{number - 1}";
        }
    }

    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var rune in LinkTarget().Replace(heading.Trim(), "").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_')
            {
                anchor.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (rune.Value == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }

    private static string Blank(Match code) => Regex.Replace(code.Value, "[^\n]", " ");

    [GeneratedRegex(@"^```.*?^```[^\n]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6} +(?<text>[^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget();
}
