using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// Speed of training: iterations (one D step and one G step, with batches, latents and optimizers) a second, beside the time
/// that the same iteration's matrix products alone take.
/// </summary>
internal static class TrainBenchmark
{
    /// <summary>Runs <c>train --preset P [--threads T] [--seconds S] [--data DIR] [--json]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var preset = PresetSource.Load(arguments.Text("preset", "mlp"), []);
        var threads = arguments.Number("threads", Environment.ProcessorCount);
        var seconds = arguments.Number("seconds", 5);
        OrtRuntime.Start(threads);
        var data = preset.OpenData(preset.Schedule.Seed, arguments.Optional("data"), progress: null, CancellationToken.None);
        using var trainer = new Trainer(preset, preset.Schedule.Seed, "cpu", data);
        var iteration = MedianMilliseconds(() => trainer.Iterate(), seconds);
        using var gemms = new GemmsAlone(trainer);
        var gemm = MedianMilliseconds(gemms.Run, seconds / 2.0);
        var optimizers = MedianMilliseconds(() => Optimize(trainer), seconds / 4.0);
        var inputs = MedianMilliseconds(Inputs(trainer), seconds / 4.0);
        var result = new
        {
            preset = preset.Name,
            threads,
            iterationsPerSecond = 1000 / iteration,
            msPerIteration = iteration,
            gemmMilliseconds = gemm,
            optimizerMilliseconds = optimizers,
            inputMilliseconds = inputs,
        };
        Console.WriteLine(arguments.Has("json")
            ? JsonSerializer.Serialize(result)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{preset.Name}, {threads} threads: {iteration:F3} ms an iteration, its Gemms alone {gemm:F3} ms, ratio {iteration / gemm:F2}; optimizers {optimizers:F3} ms, batch and latents {inputs:F3} ms"));
        return 0;
    }

    private static void Optimize(Trainer trainer)
    {
        foreach (var block in trainer.Engine.Blocks)
        {
            trainer.Engine.Update(block.Network.Name, trainer.Step);
        }
    }

    private static Action Inputs(Trainer trainer)
    {
        var size = trainer.Data.BatchSize(0);
        var items = new float[size * trainer.Data.ItemShape.Aggregate(1L, (product, side) => product * side)];
        var latents = new float[size * trainer.Preset.Latent.Size];
        var random = new RandomStream(1, 1);
        long step = 0;
        return () =>
        {
            trainer.Data.Fill(step++ % (trainer.Data.StepsPerEpoch - 1), items);
            trainer.Preset.Latent.Distribution.Fill(latents, random, 0);
            trainer.Preset.Latent.Distribution.Fill(latents, random, 1);
        };
    }

    private static double MedianMilliseconds(Action action, double seconds)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < Math.Min(1, seconds / 4))
        {
            action();
        }

        var times = new List<double>();
        clock.Restart();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
