using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>Memory of the process that is in RAM when a line is written, in 10⁶ bytes.</summary>
public static class ResidentMemory
{
    /// <summary>As a metric.</summary>
    public static Metric Metric { get; } =
        new("residentMegabytes", new MetricChart("Memory", "10⁶ bytes", OfMachine: true), "resident", "memory/resident_megabytes")
        {
            Measure = Measure,
        };

    private static double? Measure(Trainer trainer) => Math.Round(Environment.WorkingSet / 1e6, 1);
}
