using System.Globalization;

namespace Gan.Onnx.Training.Runs.Comparison;

/// <summary>A ranking for a terminal, and as comma-separated values (RFC 4180) for programs.</summary>
public static class RankingTable
{
    /// <summary>Rank, folder, the metric and the iteration it was measured at, how far the run is, and what it was made of.</summary>
    public static string ToText(Ranking ranking)
    {
        string[][] rows =
        [
            ["rank", "run", ranking.Metric, "at step", "steps", "state", .. ranking.Settings.Select(setting => setting.Name)],
            .. ranking.Runs.Select((run, i) => new[]
            {
                Whole(i + 1),
                run.Folder.Path,
                run.Figures.GetValueOrDefault(ranking.Metric)?.Value.ToString("G4", CultureInfo.InvariantCulture) ?? "–",
                run.Figures.GetValueOrDefault(ranking.Metric)?.Step is { } step ? Whole(step) : "–",
                Whole(run.Last.Step),
                run.State,
            }.Concat(ranking.Settings.Select(setting => setting.Values[i])).ToArray()),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }

    /// <summary>All figures in full, and all settings that differ; an empty field where a run has no such figure.</summary>
    public static string ToCsv(Ranking ranking)
    {
        IEnumerable<IEnumerable<string>> rows =
        [
            ["rank", "run", "state", "steps", "seconds", .. ranking.Metrics, .. ranking.Settings.Select(setting => setting.Name)],
            .. ranking.Runs.Select((run, i) => (IEnumerable<string>)
            [
                Whole(i + 1),
                run.Folder.Path,
                run.State,
                Whole(run.Last.Step),
                run.Last.Seconds.ToString(CultureInfo.InvariantCulture),
                .. ranking.Metrics.Select(
                    name => run.Figures.GetValueOrDefault(name)?.Value.ToString("R", CultureInfo.InvariantCulture) ?? ""),
                .. ranking.Settings.Select(setting => setting.Values[i]),
            ]),
        ];
        return string.Concat(rows.Select(row => string.Join(',', row.Select(Field)) + "\r\n"));
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
