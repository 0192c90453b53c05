using System.Text.RegularExpressions;

/// <summary>The texts of the programs and scripts, with literals that are joined by + read as one.</summary>
internal sealed partial class Sources
{
    private readonly string _text;

    /// <summary>Reads them.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="files">Its files.</param>
    public Sources(string root, IEnumerable<string> files) => _text = string.Join(
        '\n', files.Where(IsSource).Select(file => Join().Replace(File.ReadAllText(Path.Combine(root, file)), "")));

    /// <summary>Whether a text stands in them as it is.</summary>
    public bool Have(string text) => _text.Contains(text, StringComparison.Ordinal);

    private static bool IsSource(string file) =>
        (file.EndsWith(".cs", StringComparison.Ordinal) && (file.StartsWith("training/") || file.StartsWith("serving/")))
        || (file.EndsWith(".sh", StringComparison.Ordinal) && file.StartsWith("scripts/"));

    [GeneratedRegex(@"""\)?\s*\+\s*(?:FormattableString\.Invariant\(\s*)?\$?""")]
    private static partial Regex Join();
}
