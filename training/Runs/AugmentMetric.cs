using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>Each picture's probability of each augmentation when a line is written, 0 to 1, where it follows the discriminator.</summary>
public static class AugmentMetric
{
    /// <summary>As a metric.</summary>
    public static Metric Metric { get; } = new(
        "augmentStrength",
        new MetricChart("Strength of augmentation", "probability of a change", [0, 1]),
        "strength",
        "augment/strength")
    {
        Measure = Measure,
    };

    private static double? Measure(Trainer trainer) =>
        trainer.Preset.Augment?.Adaptive is null ? null : Math.Round(trainer.Strength!.State.Strength, 4);
}
