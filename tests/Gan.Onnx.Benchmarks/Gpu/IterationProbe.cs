using System.Diagnostics;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>One iteration of a preset on the device: sessions that refuse nodes which it lacks, and losses beside the CPU's.</summary>
internal static class IterationProbe
{
    private const double Tolerance = 1e-2;

    /// <summary>Runs <c>iteration --preset P [--device D] [--data DIR]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var preset = new ProbedPreset(arguments);
        using var host = preset.OnHost();
        var expected = host.Iterate();
        var clock = Stopwatch.StartNew();
        using var trainer = preset.OnDevice(CudaOptions.Default);
        var actual = trainer.Iterate();
        var seconds = clock.Elapsed.TotalSeconds;
        var error = Math.Max(
            Difference.Relative(actual.DiscriminatorLoss, expected.DiscriminatorLoss),
            Difference.Relative(actual.GeneratorLoss, expected.GeneratorLoss));
        clock.Restart();
        trainer.Iterate();
        Finding.Write(new
        {
            table = "iteration",
            preset = preset.Name,
            device = preset.DeviceName,
            discriminatorLoss = actual.DiscriminatorLoss,
            generatorLoss = actual.GeneratorLoss,
            relativeDifference = error,
            firstSeconds = seconds,
            secondMs = clock.Elapsed.TotalMilliseconds,
            ok = error < Tolerance,
        });
        return 0;
    }
}
