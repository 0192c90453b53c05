using System.Diagnostics;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>
/// Iterations a second of a preset, each with its batch, its noise and its four numbers read back, as <c>train</c> does them: with and
/// without TF32 and CUDA graphs; beside them what an iteration must compute and move.
/// </summary>
internal static class SpeedProbe
{
    // A GPU's clock takes a while to rise.
    private const int WarmUpIterations = 11;
    private const double WarmUpSeconds = 3;

    // What is likely to work comes first: a crash takes the rest along.
    private static readonly bool[] Switch = [false, true];

    /// <summary>Runs <c>speed --preset P [--workload NAME] [--device D] [--batch N] [--seconds S] [--threads T] [--data DIR]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var (preset, seconds) = (new ProbedPreset(arguments), arguments.Real("seconds", 1));
        var workload = arguments.Text("workload", preset.Name);
        var before = preset.DeviceName == "cuda" ? DeviceMemory.UsedMegabytes() : null;
        CudaOptions?[] forms = preset.DeviceName == "cuda"
            ? [.. from graph in Switch from full in Switch select new CudaOptions(!full, Deterministic: false, graph)]
            : [null];
        foreach (var form in forms)
        {
            using var trainer = form is null ? preset.OnHost() : preset.OnDevice(form);
            if (form == forms[0])
            {
                Report(workload, trainer);
            }

            Report(workload, preset, form, Measure(trainer, seconds), before);
        }

        return 0;
    }

    private static void Report(string workload, Trainer trainer)
    {
        var work = IterationWork.Of(trainer);
        Finding.Write(new
        {
            table = "work",
            workload,
            batch = trainer.Preset.Data.Batch,
            gigaflop = work.Gigaflop,
            leastGigabytes = work.LeastGigabytes,
            nodeGigabytes = work.NodeGigabytes,
            nodes = work.Nodes,
        });
    }

    private static void Report(string workload, ProbedPreset preset, CudaOptions? form, Speed speed, double? before) => Finding.Write(new
    {
        table = "speed",
        workload,
        who = form is null ? $"ours, {OrtRuntime.Threads} threads" : form.Graph ? "ours, graph" : "ours, eager",
        device = preset.DeviceName,
        batch = preset.Batch,
        tf32 = form?.Tf32,
        iterationsPerSecond = speed.Rate,
        msPerIteration = 1000 / speed.Rate,
        imagesPerSecond = speed.Rate * preset.Batch,
        deviceMegabytes = DeviceMemory.UsedMegabytes() - before,
        kernelsPercent = speed.KernelsPercent,
    });

    private static Speed Measure(Trainer trainer, double seconds)
    {
        var warmUp = Stopwatch.StartNew();
        do
        {
            trainer.Iterate();
        }
        while (warmUp.Elapsed.TotalSeconds < seconds
            || (trainer.Step < WarmUpIterations && warmUp.Elapsed.TotalSeconds < WarmUpSeconds));

        using var use = new GpuUse();
        var (clock, first) = (Stopwatch.StartNew(), trainer.Step);
        do
        {
            trainer.Iterate();
        }
        while (clock.Elapsed.TotalSeconds < seconds);

        return new Speed((trainer.Step - first) / clock.Elapsed.TotalSeconds, use.Percent);
    }

    private sealed record Speed(double Rate, double? KernelsPercent);
}
