/// <summary>A table in Markdown.</summary>
internal static class Table
{
    /// <summary>Headings, a line under them, and the rows, without an end of line behind the last.</summary>
    public static string Of(IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows)
    {
        var columns = headings.ToArray();
        var rule = string.Concat(Enumerable.Repeat("|---", columns.Length)) + "|";
        return string.Join('\n', [Row(columns), rule, .. rows.Select(Row)]);
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
