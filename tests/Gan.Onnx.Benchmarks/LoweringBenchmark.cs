using System.Globalization;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// What decides how convolutions are computed: the same training steps in both lowerings on the CPU, and the frozen generator,
/// whose weights are constants, beside the training form of the same network.
/// </summary>
internal static class LoweringBenchmark
{
    /// <summary>Runs <c>lowering --preset P [--threads T] [--count N]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var preset = PresetSource.Load(arguments.Text("preset", "dcgan-notebook"), []);
        OrtRuntime.Start(arguments.Number("threads", Environment.ProcessorCount));
        using var generator = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average);
        using var discriminator = new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator);
        generator.Initialize(new RandomStream(1, TrainingStreams.GeneratorInitialization));
        discriminator.Initialize(new RandomStream(1, TrainingStreams.DiscriminatorInitialization));
        using var engine = new HostEngine([generator, discriminator]);
        Compare(
            "D step",
            engine,
            DiscriminatorStep.Build(preset, preset.Data.Batch, Lowering.Conv),
            DiscriminatorStep.Build(preset, preset.Data.Batch, Lowering.Gemm));
        Compare(
            "G step",
            engine,
            GeneratorStep.Build(preset, preset.Data.Batch, Lowering.Conv),
            GeneratorStep.Build(preset, preset.Data.Batch, Lowering.Gemm));
        CompareFrozen(preset, generator, engine, arguments.Number("count", 16));
        return 0;
    }

    private static void Compare(string name, HostEngine engine, EngineGraph conv, EngineGraph gemm)
    {
        using var left = engine.Compile(conv.Graph);
        using var right = engine.Compile(gemm.Graph);
        var random = new RandomStream(1, 1);
        foreach (var (input, _) in left.Feeds)
        {
            random.Normal(left.Input(input), 0, 0, 1);
            random.Normal(right.Input(input), 0, 0, 1);
        }

        Print(name, Alternation.MedianMilliseconds([() => engine.Run(left), () => engine.Run(right)]));
    }

    private static void CompareFrozen(Preset preset, ParameterBlock weights, HostEngine engine, int count)
    {
        var statistics = GeneratorExport.Statistics(preset, weights, seed: 1, OrtRuntime.Threads);
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        using var session = new InferenceSession(ModelWriter.Write(GeneratorExport.Build(preset, weights, statistics).Graph), options);
        using var training = engine.Compile(SampleGraph.Build(preset, count, Lowering.Gemm).Graph);
        var latents = new float[count * preset.Latent.Size];
        preset.Latent.Distribution.Fill(latents, new RandomStream(1, 1), 0);
        latents.CopyTo(training.Input(EngineGraph.Latents));
        foreach (var (name, values) in statistics)
        {
            values.CopyTo(training.Input(name));
        }

        using var z = OrtValue.CreateTensorValueFromMemory(latents, [count, preset.Latent.Size]);
        using var run = new RunOptions();
        Print($"{count} images, frozen as Conv beside trained as Gemm", Alternation.MedianMilliseconds(
        [
            () => session.Run(run, [EngineGraph.Latents], [z], [EngineGraph.Images]).Dispose(),
            () => engine.Run(training),
        ]));
    }

    private static void Print(string name, double[] milliseconds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: Conv nodes {milliseconds[0]:F2} ms, Gather and Gemm {milliseconds[1]:F2} ms, "
        + $"ratio {milliseconds[0] / milliseconds[1]:F2}"));
}
