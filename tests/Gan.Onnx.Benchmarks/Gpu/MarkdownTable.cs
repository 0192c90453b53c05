using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>JSON objects as a table of Markdown: a row each, a column a field, in the order in which fields first occur.</summary>
internal static class MarkdownTable
{
    private const string TableField = "table";

    /// <summary>The table, with a newline at its end.</summary>
    public static string Of(IReadOnlyList<JsonObject> rows)
    {
        string[] columns = [.. rows.SelectMany(row => row.Select(field => field.Key)).Distinct().Where(name => name != TableField)];
        string[] lines =
        [
            Line(columns),
            $"|{string.Concat(Enumerable.Repeat("---|", columns.Length))}",
            .. rows.Select(row => Line(columns.Select(column => Cell(row[column])))),
        ];
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Cell(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "NO",
        JsonValueKind.Number => Number(value.GetValue<double>()),
        _ => value.ToString().Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' '),
    };

    /// <summary>Four digits that count, and whole numbers whole.</summary>
    private static string Number(double number)
    {
        var isWhole = number == Math.Truncate(number) || Math.Abs(number) >= 1000;
        return number.ToString(isWhole && Math.Abs(number) < 1e15 ? "0" : "G4", CultureInfo.InvariantCulture);
    }
}
