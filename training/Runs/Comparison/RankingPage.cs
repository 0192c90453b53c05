using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Runs.ReportPage;

namespace Gan.Onnx.Training.Runs.Comparison;

/// <summary>A ranking as one page that needs no other file: table, and the last sample grids of the best runs.</summary>
public static class RankingPage
{
    /// <summary>Runs whose grids are shown: each is some 20 KB of the page.</summary>
    public const int MostGrids = 6;

    /// <summary>The page.</summary>
    /// <param name="ranking">What it shows.</param>
    /// <param name="path">Where the page will lie; links to the runs' reports start there.</param>
    public static string Of(Ranking ranking, string path)
    {
        var place = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return PageDocument.Fill(EmbeddedResource.Text(typeof(RankingPage), "comparison.html"), new Dictionary<string, string>
        {
            ["style"] = PageDocument.Style(),
            ["metric"] = Html.Text(ranking.Metric),
            ["figures"] = Figures(ranking),
            ["table"] = Table(ranking, place),
            ["pictures"] = Pictures(ranking),
            ["written"] = Html.Text($"{PageDocument.Written()}."),
        });
    }

    private static string Figures(Ranking ranking)
    {
        var best = ranking.Runs[0];
        (string Name, string Value)[] figures =
        [
            ("Runs", Html.Whole(ranking.Runs.Count)),
            ($"Best {ranking.Metric}", Html.Number(best.Figures[ranking.Metric].Value)),
            ("Best run", best.Folder.Path),
            ("Settings that differ", Html.Whole(ranking.Settings.Count)),
        ];
        return string.Concat(figures.Select(figure => Html.Figure(figure.Name, figure.Value)));
    }

    private static string Table(Ranking ranking, string place)
    {
        string[] names = ["rank", "run", .. ranking.Metrics, "steps", "time", "state", .. ranking.Settings.Select(setting => setting.Name)];
        var head = string.Concat(names.Select(name => $"<th scope=\"col\">{Html.Text(name)}</th>"));
        return $"<table><thead><tr>{head}</tr></thead><tbody>\n{string.Concat(ranking.Runs.Select(Row))}</tbody></table>";

        string Row(ComparedRun run, int i)
        {
            IEnumerable<string> cells =
            [
                .. ranking.Metrics.Select(name => Html.Number(run.Figures.GetValueOrDefault(name)?.Value)),
                Html.Whole(run.Last.Step), Html.Duration(run.Last.Seconds), run.State,
                .. ranking.Settings.Select(setting => setting.Values[i]),
            ];
            return $"<tr><td>{i + 1}</td><th scope=\"row\">{Link(run.Folder, place)}</th>"
                + $"{string.Concat(cells.Select(cell => $"<td>{Html.Text(cell)}</td>"))}</tr>\n";
        }
    }

    private static string Link(RunFolder folder, string place)
    {
        if (!File.Exists(folder.Page))
        {
            return Html.Text(folder.Path);
        }

        var parts = Path.GetRelativePath(place, Path.GetFullPath(folder.Page)).Split(Path.DirectorySeparatorChar);
        return $"<a href=\"{Html.Text(string.Join('/', parts.Select(Uri.EscapeDataString)))}\">{Html.Text(folder.Path)}</a>";
    }

    private static string Pictures(Ranking ranking)
    {
        var shown = ranking.Runs
            .Select((run, i) => (Run: run, Rank: i + 1, Grid: run.Folder.Grid(run.Last)))
            .Where(entry => File.Exists(entry.Grid))
            .Take(MostGrids)
            .Select(entry => $"<figure class=\"chart\"><figcaption>{entry.Rank}. {Html.Text(entry.Run.Folder.Path)}</figcaption>"
                + $"<img class=\"still\" src=\"{Html.DataUri(entry.Grid)}\" "
                + $"alt=\"Generated images of the run ranked {entry.Rank}\"></figure>\n")
            .ToArray();
        return shown.Length == 0 ? "" : $"""
            <section aria-labelledby="samples">
            <h2 id="samples">Samples of the best</h2>
            <div class="charts">
            {string.Concat(shown)}</div>
            </section>
            """;
    }
}
