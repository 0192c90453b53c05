using System.Runtime.CompilerServices;

namespace Gan.Onnx.Training.Tests.Presets;

/// <summary>
/// The page <c>training/docs/preset-fields.md</c>: its table is made from the types of a preset's JSON, the ranges declared beside their
/// parameters and the doc comments. After a change on purpose, run this class once with <c>UPDATE_SNAPSHOTS=1</c>.
/// </summary>
public class PresetFieldsPageTests
{
    private const string Head = "| in | field | may be | is |\n|---|---|---|---|\n";

    /// <summary>Numbers without a range: any finite one will do, or another rule holds.</summary>
    private static readonly string[] Free = ["`data`, `gaussian` samplesPerEpoch"];

    private static string Page => Path.Combine(Path.GetDirectoryName(Here())!, "../../../training/docs/preset-fields.md");

    [Fact]
    public void Table_of_fields_is_that_of_the_code()
    {
        var page = File.ReadAllText(Page);
        var start = page.IndexOf(Head, StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        var table = Head + string.Join('\n', PresetFields.All.Select(field => field.Row));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Page, string.Concat(page.AsSpan(0, start), table, page.AsSpan(end)));
            return;
        }

        Assert.Equal(table, page[start..end]);
    }

    [Fact]
    public void Every_number_has_a_range_or_is_known_to_be_free() => Assert.Equal(
        Free.Order(StringComparer.Ordinal),
        PresetFields.All
            .Where(field => field.IsNumber && field.Range is null)
            .Select(field => $"{field.Place} {field.Name}")
            .Order(StringComparer.Ordinal));

    private static string Here([CallerFilePath] string path = "") => path;
}
