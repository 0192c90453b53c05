using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Losses;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>Fills <c>page.html</c>, <c>page.css</c> and <c>page.js</c> with a run.</summary>
internal static partial class PageDocument
{
    private const int MostRows = 100;

    // The default encoder writes < as \u003c, so that no text can end the script element.
    private static readonly JsonSerializerOptions DataOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes the page, atomically.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="options">Its options.</param>
    /// <param name="lines">Its metrics; at least one line.</param>
    /// <param name="stepsPerEpoch">Iterations in an epoch.</param>
    /// <param name="verdicts">What was wrong when last looked at.</param>
    /// <param name="state">How the run stands.</param>
    public static void Write(
        RunFolder folder,
        ResolvedOptions options,
        IReadOnlyList<MetricsLine> lines,
        long stepsPerEpoch,
        IReadOnlyList<Verdict> verdicts,
        PageState state)
    {
        var last = lines[^1];
        var grids = PagePictures.Grids(folder, lines);
        var curves = PageCurves.Of(lines, stepsPerEpoch, options.Preset.Loss is Wasserstein);
        var parts = new Dictionary<string, string>
        {
            ["title"] = Html.Text($"{options.Preset.Name}: training report"),
            ["style"] = Style(),
            ["script"] = Resource("page.js"),
            ["name"] = Html.Text(options.Preset.Name),
            ["description"] = Html.Text(options.Preset.Description),
            ["figures"] = Figures(options, last, stepsPerEpoch, state),
            ["verdicts"] = PageVerdicts.Paragraphs(options.Preset, last, verdicts),
            ["pictures"] = PagePictures.Sections(folder, grids, options.Preset.Classes > 0 ? options.Run.ClassNames : null),
            ["curvesHint"] = lines.Count > PageCurves.MostPoints
                ? $"Over epochs; each of {PageCurves.MostPoints} points is the mean "
                    + $"of {lines.Count / PageCurves.MostPoints} or more lines of metrics.jsonl."
                : "Over epochs; each point is the mean since the point before.",
            ["table"] = Table(curves),
            ["timings"] = Timings(options, lines),
            ["commands"] = PageCommands.Paragraphs(folder, options, last, state == PageState.Finished),
            ["options"] = OptionsTable.Rows(options),
            ["written"] = Html.Text($"{Written()} in {folder.Path}."),
            ["data"] = JsonSerializer.Serialize(new { grids, curves.Charts, curves.Positions }, DataOptions),
        };
        AtomicFile.WriteAllText(folder.Page, Fill(Resource("page.html"), parts));
    }

    /// <summary>The style of all pages of this program.</summary>
    public static string Style() => Resource("page.css");

    /// <summary>When and by what a page is being written.</summary>
    public static string Written() =>
        string.Create(CultureInfo.InvariantCulture, $"Written {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC by Gan.Onnx {ToolVersion.Current}");

    /// <summary>A page whose <c>{{name}}</c> are replaced; parts are HTML already.</summary>
    public static string Fill(string page, IReadOnlyDictionary<string, string> parts) =>
        Placeholder().Replace(page, match => parts[match.Groups[1].Value]);

    private static string Figures(ResolvedOptions options, MetricsLine last, long stepsPerEpoch, PageState state)
    {
        var epochs = last.Step / (double)stepsPerEpoch;
        var total = options.Run.Limit.TotalSteps(stepsPerEpoch) is { } steps ? $" of {Html.Number(steps / (double)stepsPerEpoch)}" : "";
        (string Name, string Value, string Unit)[] figures =
        [
            ("State", state switch { PageState.Finished => "finished", PageState.Stopped => "stopped", _ => "training" }, ""),
            ("Epochs", Html.Number(epochs), total),
            ("Images seen", Html.Whole(last.Images), ""),
            ("Time", Html.Duration(last.Seconds), ""),
            ("Images a second", Html.Whole(last.ImagesPerSecond), ""),
            ("D(real), D(fake)", FormattableString.Invariant($"{last.RealProbability:F2}, {last.FakeProbability:F2}"), ""),
        ];
        return string.Concat(figures.Select(figure => Html.Figure(figure.Name, figure.Value, figure.Unit)));
    }

    private static string Table(PageCurves curves)
    {
        PageSeries[] series = [.. curves.Charts.SelectMany(chart => chart.Series)];
        var head = string.Concat(series.Select(column => $"<th scope=\"col\">{Html.Text(column.Name)}</th>"));
        var rows = Html.Spread([.. Enumerable.Range(0, curves.Positions.Count)], MostRows)
            .Select(i => $"<tr><th scope=\"row\">{Html.Text(curves.Positions[i].Title)}</th>{Cells(i)}</tr>\n");
        return $"<table><thead><tr><td></td>{head}</tr></thead><tbody>\n{string.Concat(rows)}</tbody></table>";

        string Cells(int i) => string.Concat(series.Select(column => $"<td>{Html.Number(column.Values[i])}</td>"));
    }

    private static string Timings(ResolvedOptions options, IReadOnlyList<MetricsLine> lines)
    {
        var last = lines[^1];
        double[] speeds = [.. lines.Where(line => !line.Partial).Select(line => line.ImagesPerSecond).Where(double.IsFinite)];
        return string.Concat(
            Html.Row("In all", $"{Html.Duration(last.Seconds)} for {Html.Whole(last.Step)} iterations, samples and reports included"),
            Html.Row(
                "Mean",
                $"{Html.Whole(last.Images / last.Seconds)} images/s, {Html.Number(1000 * last.Seconds / last.Step)} ms an iteration"),
            speeds.Length > 0 ? Html.Row("Range", $"{Html.Whole(speeds.Min())} to {Html.Whole(speeds.Max())} images/s") : "",
            lines.Max(ResidentMemory.Metric.Read) is { } memory
                ? Html.Row("Memory at most", $"{Html.Whole(memory)}·10⁶ bytes resident at a point of the curves")
                : "",
            Html.Row("Device", FormattableString.Invariant($"{options.Run.Device}, threads: {options.Run.Threads}")));
    }

    private static string Resource(string name) => EmbeddedResource.Text(typeof(PageDocument), name).TrimEnd();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
