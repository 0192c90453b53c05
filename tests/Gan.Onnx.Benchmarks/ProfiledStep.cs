using System.Diagnostics;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Penalties;

namespace Gan.Onnx.Benchmarks;

/// <summary>Where the time of one of an iteration's two graphs goes, on a batch, parameters and masks that stay the same.</summary>
/// <param name="RunMilliseconds">A run without tracing, which takes tens of microseconds a node.</param>
/// <param name="Kernels">The nodes.</param>
internal sealed record ProfiledStep(double RunMilliseconds, IReadOnlyList<KernelTime> Kernels)
{
    private const int WarmUpRuns = 10;

    // A run leaves an event a node, and ONNX Runtime keeps a million.
    private const int MostRuns = 500;

    /// <summary>Times the nodes of a step.</summary>
    /// <param name="trainer">Whose parameters and data.</param>
    /// <param name="step">The step's graph.</param>
    /// <param name="seconds">How long it runs, warm-up not counted.</param>
    public static ProfiledStep Measure(Trainer trainer, EngineGraph step, double seconds)
    {
        var folder = Directory.CreateTempSubdirectory("gan-onnx-profile-");
        try
        {
            var run = Measured(trainer, step, new CpuDevice(), graph => Timing.MedianMilliseconds(graph.Run, seconds));
            Measured(trainer, step, new ProfiledCpu(Path.Combine(folder.FullName, step.Name)), graph => Repeat(graph.Run, seconds));
            return new ProfiledStep(run, Trace.Read(folder.GetFiles().Single().FullName, WarmUpRuns));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Measured(Trainer trainer, EngineGraph step, Device device, Func<BoundGraph, double> measure)
    {
        using var graph = new BoundGraph(step.Graph, device, isResident: _ => false);
        Feed(trainer, step, graph);
        return measure(graph);
    }

    private static double Repeat(Action run, double seconds)
    {
        for (var i = 0; i < WarmUpRuns; i++)
        {
            run();
        }

        var (clock, runs) = (Stopwatch.StartNew(), 0);
        do
        {
            run();
        }
        while (++runs < MostRuns && clock.Elapsed.TotalSeconds < seconds);

        return clock.Elapsed.TotalMilliseconds / runs;
    }

    private static void Feed(Trainer trainer, EngineGraph step, BoundGraph graph)
    {
        graph.Bind(_ => throw new UnreachableException(), _ => throw new UnreachableException());
        foreach (var block in trainer.Engine.Blocks)
        {
            Copy(block.Entries, block.Values, graph);
            Copy(block.Buffers.Entries, block.Buffers.Current, graph);
        }

        if (graph.Takes(EngineGraph.Images))
        {
            trainer.Data.Fill(0, graph.Input(EngineGraph.Images));
        }

        var random = new RandomStream(1, 1);
        trainer.Preset.Latent.Distribution.Fill(graph.Input(EngineGraph.Latents), random, 0);
        foreach (var mask in step.Masks)
        {
            mask.Fill(graph.Input(mask.Name), random, 1);
        }

        if (graph.Takes(GradientPenalty.Mix))
        {
            random.Uniform(graph.Input(GradientPenalty.Mix), 2, 0, 1);
        }
    }

    private static void Copy(IEnumerable<ParameterEntry> entries, NativeBuffer from, CompiledGraph graph)
    {
        foreach (var entry in entries.Where(entry => graph.Takes(entry.Name)))
        {
            var to = graph.Input(entry.Name);
            from.Span.Slice(entry.Offset, to.Length).CopyTo(to);
        }
    }
}
