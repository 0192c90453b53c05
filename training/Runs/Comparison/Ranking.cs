using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs.Comparison;

/// <summary>Runs, the best first.</summary>
/// <param name="Metric">What they are ranked by.</param>
/// <param name="Runs">Those that lack it come last, in the order in which they were named.</param>
/// <param name="Settings">In which they differ, with a value for each run.</param>
public sealed record Ranking(
    string Metric, IReadOnlyList<ComparedRun> Runs, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Settings)
{
    /// <summary>All figures that a run has, the one that decides first.</summary>
    public IReadOnlyList<string> Metrics { get; } =
        [Metric, .. Runs.SelectMany(run => run.Figures.Keys).Distinct().Where(name => name != Metric).Order(StringComparer.Ordinal)];

    /// <summary>Ranks runs.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="by">A metric; null for <see cref="MetricOrder.Default"/>.</param>
    /// <exception cref="RunException">No run has the metric.</exception>
    public static Ranking Of(IReadOnlyList<ComparedRun> runs, string? by)
    {
        string[] known = [.. runs.SelectMany(run => run.Figures.Keys).Distinct().Order(StringComparer.Ordinal)];
        var metric = by ?? MetricOrder.Default(runs)
            ?? throw new RunException(
                $"No run has a Fréchet distance to be ranked by. Name another metric with --by: {string.Join(", ", known)}.");
        if (!known.Contains(metric))
        {
            throw new RunException(
                $"--by: no run has the metric '{metric}'. {NearestName.Suggestion(metric, known)}There are {string.Join(", ", known)}.");
        }

        ComparedRun[] ranked =
        [
            .. runs.OrderBy(run =>
                run.Figures.TryGetValue(metric, out var figure) ? MetricOrder.Badness(metric, figure.Value) : double.PositiveInfinity),
        ];
        return new Ranking(metric, ranked, DifferingSettings.Of([.. ranked.Select(run => run.Options)]));
    }
}
