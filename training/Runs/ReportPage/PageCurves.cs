using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>What the script draws: metrics over epochs, in at most <see cref="MostPoints"/> points.</summary>
/// <param name="Positions">Where the points lie.</param>
/// <param name="Charts">Every metric in one of them.</param>
internal sealed record PageCurves(IReadOnlyList<PagePosition> Positions, IReadOnlyList<PageChart> Charts)
{
    /// <summary>More points than a chart has pixels would only make the page large.</summary>
    public const int MostPoints = 400;

    /// <summary>The curves of a run.</summary>
    /// <param name="lines">The metrics; at least one line.</param>
    /// <param name="stepsPerEpoch">Iterations in an epoch.</param>
    /// <param name="critic">Whether the discriminator's outputs are not probabilities.</param>
    public static PageCurves Of(IReadOnlyList<MetricsLine> lines, long stepsPerEpoch, bool critic)
    {
        var parts = Math.Min(lines.Count, MostPoints);
        MetricsLine[][] stretches = [.. Enumerable.Range(0, parts).Select(part => Stretch(lines, part, parts))];
        var values = stretches
            .Select(stretch => stretch
                .SelectMany(MetricValues.Of)
                .GroupBy(value => value.Name, value => value.Value)
                .ToDictionary(group => group.Key, group => group.Average()))
            .ToArray();
        string[] names = [.. values.SelectMany(value => value.Keys).Distinct()];
        var unknown = names
            .Except(KnownMetrics.All.Select(metric => metric.Name))
            .Select(name => new Metric(name, new MetricChart(name, ""), name, ""));

        // What tells how good the images are comes before what tells about the machine.
        var charts = KnownMetrics.All.Concat(unknown).GroupBy(metric => metric.Chart)
            .Where(chart => chart.Any(metric => names.Contains(metric.Name)))
            .OrderBy(chart => chart.Key.OfMachine)
            .Select(chart => new PageChart(
                chart.Key.Title,
                critic && chart.Key.Reference is not null ? "mean sigmoid of the critic’s output" : chart.Key.Unit,
                chart.Key.Range,
                chart.Key.Reference,
                chart.Key.Color,
                chart.Key.Logarithmic,
                [.. chart.Select(metric => new PageSeries(
                    metric.Label,
                    [.. values.Select(value => value.TryGetValue(metric.Name, out var number) ? (double?)number : null)]))]));
        return new PageCurves([.. stretches.Select(stretch => Position(stretch, stepsPerEpoch))], [.. charts]);
    }

    /// <summary>What the stretch of lines is called: "epoch 3", "epochs 3–5" or "within epoch 3".</summary>
    internal static string Title(MetricsLine first, MetricsLine last) =>
        last.Partial || last.Within
            ? $"within epoch {last.Epoch}"
            : first.Epoch == last.Epoch ? $"epoch {last.Epoch}" : $"epochs {first.Epoch}–{last.Epoch}";

    private static MetricsLine[] Stretch(IReadOnlyList<MetricsLine> lines, int part, int parts)
    {
        var start = (int)((long)lines.Count * part / parts);
        return [.. lines.Skip(start).Take((int)((long)lines.Count * (part + 1) / parts) - start)];
    }

    private static PagePosition Position(MetricsLine[] stretch, long stepsPerEpoch) =>
        new(stretch[^1].Step / (double)stepsPerEpoch, $"{Title(stretch[0], stretch[^1])}, {Html.Whole(stretch[^1].Images)} images");
}

/// <summary>A point on the horizontal axis.</summary>
/// <param name="X">Epochs done.</param>
/// <param name="Title">The epoch or epochs in words, and the images seen.</param>
internal sealed record PagePosition(double X, string Title);

/// <summary>A chart.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Range">The vertical axis; null for what the values need.</param>
/// <param name="Reference">Where a dotted line lies; null for none.</param>
/// <param name="Color">The first series' colour, 0 to 2.</param>
/// <param name="Logarithmic">Whether the vertical axis is one of powers of ten.</param>
/// <param name="Series">The curves.</param>
internal sealed record PageChart(
    string Title, string Unit, double[]? Range, double? Reference, int Color, bool Logarithmic, IReadOnlyList<PageSeries> Series);

/// <summary>A curve.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Values">One for each position; null interrupts the curve.</param>
internal sealed record PageSeries(string Name, IReadOnlyList<double?> Values);
