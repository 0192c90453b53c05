using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// Speed of training: iterations (one D step and one G step, with batches, latents and optimizers) a second, beside the time
/// that the same iteration's matrix products alone take, the roof that a large matrix product sets, and the most memory the
/// process took.
/// </summary>
internal static class TrainBenchmark
{
    /// <summary>Runs <c>train --preset P [--threads T] [--seconds S] [--data DIR] [--json]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var (trainer, threads) = TrainedPreset.Start(arguments);
        using var trained = trainer;
        var seconds = arguments.Real("seconds", 5);
        var (iteration, processor) = Timing.Measure(() => trainer.Iterate(), seconds);

        // Before anything else takes memory.
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        using var gemms = new GemmsAlone(trainer);
        using var square = new SquareGemm();
        var (gemm, gemmProcessor) = Timing.Measure(gemms.Run, seconds / 2);
        var roof = square.Gigaflop / Timing.MedianMilliseconds(square.Run, seconds / 4);
        var result = new
        {
            preset = trainer.Preset.Name,
            threads,
            iterationsPerSecond = 1000 / iteration,
            msPerIteration = iteration,
            processorMilliseconds = processor,
            gemmMilliseconds = gemm,
            gemmGigaflop = gemms.Gigaflop,
            gemmGigaflopPerSecond = 1000 * gemms.Gigaflop / gemm,
            roofGigaflopPerSecond = 1000 * roof,
            optimizerMilliseconds = Timing.MedianMilliseconds(IterationParts.Optimizers(trainer), seconds / 4),
            inputMilliseconds = Timing.MedianMilliseconds(IterationParts.Inputs(trainer), seconds / 4),
            peakMegabytes = peak,
        };
        Console.WriteLine(arguments.Has("json")
            ? JsonSerializer.Serialize(result)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{trainer.Preset.Name}, {threads} threads: {iteration:F3} ms an iteration ({processor:F3} ms of processors); "
                + $"its Gemms alone ({gemms.Gigaflop:F3} GFLOP) {gemm:F3} ms ({gemmProcessor:F3} ms of processors), "
                + $"ratio {iteration / gemm:F2}, "
                + $"{result.gemmGigaflopPerSecond:F0} of {result.roofGigaflopPerSecond:F0} GFLOP/s; "
                + $"optimizers {result.optimizerMilliseconds:F3} ms, "
                + $"batch and latents {result.inputMilliseconds:F3} ms; at most {peak:F0} MB in memory"));
        return 0;
    }
}
