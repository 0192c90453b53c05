namespace Gan.Onnx.Training.Runs.Comparison;

/// <summary>Which of two values of a metric is the better one.</summary>
public static class MetricOrder
{
    private const string Distance = "fd";
    private const string Ratio = "Ratio";

    private static readonly string[] LargerIsBetter =
        ["classifierScore", "precision", "recall", "coverage", "labelAgreement", "trainOnFake", "diversity", "imagesPerSecond"];

    // Ratios of real images to themselves.
    private static readonly string[] OneIsBest = ["density", "memorisation"];

    /// <summary>Whether it is a Fréchet distance, or one divided by that of real images.</summary>
    public static bool IsDistance(string metric) => metric.StartsWith(Distance, StringComparison.Ordinal);

    /// <summary>Less is better: the value, its negative, or its distance to the best one, such as ½ of a probability.</summary>
    public static double Badness(string metric, double value) => metric switch
    {
        _ when StartsWithAny(metric, LargerIsBetter) => -value,
        _ when StartsWithAny(metric, OneIsBest) => Math.Abs(value - 1),
        _ when KnownMetrics.All.FirstOrDefault(known => known.Name == metric)?.Chart.Reference is { } best => Math.Abs(value - best),
        _ => value,
    };

    /// <summary>
    /// What runs are ranked by where nothing is said: a Fréchet distance that the most runs have; of several, a ratio before a distance
    /// and the classifier's before that of random features. Null where no run has any.
    /// </summary>
    public static string? Default(IReadOnlyList<ComparedRun> runs) => runs
        .SelectMany(run => run.Figures.Keys.Where(IsDistance))
        .GroupBy(metric => metric)
        .OrderByDescending(metric => metric.Count())
        .ThenByDescending(metric => metric.Key.EndsWith(Ratio, StringComparison.Ordinal))
        .ThenBy(metric => metric.Key.Contains("Random", StringComparison.Ordinal))
        .ThenBy(metric => metric.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    private static bool StartsWithAny(string metric, string[] beginnings) =>
        beginnings.Any(beginning => metric.StartsWith(beginning, StringComparison.Ordinal));
}
