using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>All metrics. Report and TensorBoard show what stands here; a new one is a line here and the file that measures it.</summary>
public static class KnownMetrics
{
    private static readonly MetricChart Losses = new("Losses", "mean since the point before", Color: 0);

    private static readonly MetricChart Judgement =
        new("Judgement of the discriminator", "mean probability of “real”", [0, 1], Reference: 0.5, Color: 0);

    /// <summary>In the order in which the report draws them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Metric.Of(nameof(MetricsLine.DiscriminatorLoss), Losses, "discriminator", "loss/discriminator"),
        Metric.Of(nameof(MetricsLine.GeneratorLoss), Losses, "generator", "loss/generator"),
        Metric.Of(nameof(MetricsLine.RealProbability), Judgement, "D(real)", "probability/real"),
        Metric.Of(nameof(MetricsLine.FakeProbability), Judgement, "D(fake)", "probability/fake"),
        Metric.Of(nameof(MetricsLine.Diversity), new MetricChart("Diversity of the images", "grey levels, 0 to 1"), "deviation"),
        Metric.Of(nameof(MetricsLine.Fd2k), Distances("digit classifier"), "fd2k"),
        Metric.Of(nameof(MetricsLine.FdRandom2k), Distances("random features"), "fdRandom2k"),
        Metric.Of(
            nameof(MetricsLine.ImagesPerSecond),
            new MetricChart("Speed", "images/s", OfMachine: true),
            "images/s",
            "speed/images_per_second"),
        ResidentMemory.Metric,
        AugmentMetric.Metric,
    ];

    private static MetricChart Distances(string features) => new($"Fréchet distance, {features}", "2,000 images", Logarithmic: true);

    /// <summary>Measures what the training loop does not know without.</summary>
    internal static MeasuredNumbers Measure(Trainer trainer) => MeasuredNumbers.Of(
        from metric in All
        where metric.Measure is not null
        let number = metric.Measure!(trainer)
        where number is not null
        select (metric.Name, number.Value));
}
