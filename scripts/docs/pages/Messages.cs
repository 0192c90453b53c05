using System.Text.RegularExpressions;

/// <summary>Messages that pages of troubleshooting quote, in the column 'message' of their tables.</summary>
internal static partial class Messages
{
    /// <summary>What such a page is called.</summary>
    public const string PageName = "troubleshooting.md";

    // Stands for what differs from case to case.
    private const char Hole = '…';
    private const int LeastLetters = 5;

    /// <summary>Checks that the programs can say what is quoted.</summary>
    public static IEnumerable<Fault?> Check(Page page, Sources sources)
    {
        var column = -1;
        foreach (var (index, line) in page.Lines.Index())
        {
            string[] cells = [.. line.Split(" | ").Select(cell => cell.Trim(' ', '|'))];
            column = !line.StartsWith('|') ? -1 : Array.IndexOf(cells, "message") is >= 0 and var found ? found : column;
            if (column < 0 || column >= cells.Length)
            {
                continue;
            }

            foreach (Match quoted in Quoted().Matches(cells[column]))
            {
                // What others say is marked: `…` (from .NET).
                if (!quoted.Groups["origin"].Success)
                {
                    var missing = quoted.Groups["text"].Value.Split(Hole).Select(part => part.Trim(' ', '\'')).FirstOrDefault(part =>
                        part.Count(char.IsLetter) >= LeastLetters && !sources.Have(part));
                    yield return missing is null ? null : new Fault(page.Path, index + 1, $"no program says '{missing}'");
                }
            }
        }
    }

    [GeneratedRegex(@"`(?<text>[^`]+)`(?<origin>(?:, `[^`]+`)* \(from [^)]+\))?")]
    private static partial Regex Quoted();
}
