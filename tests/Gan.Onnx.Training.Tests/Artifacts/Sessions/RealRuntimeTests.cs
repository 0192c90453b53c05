using Gan.Onnx.Training.Artifacts.Sessions;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>
/// The engine of <c>train --engine ort-training</c> with the real runtime under it, though not through its C# interface.
/// <c>scripts/ort-training/engine.sh</c> runs these: they take Node.js and its packages.
/// </summary>
public class RealRuntimeTests
{
    private const int Steps = 12;

    [Theory(Explicit = true)]
    [InlineData("scalars")]
    [InlineData("labels")]
    [InlineData("spectral norms")]
    public void Iterations_in_the_real_runtime_give_the_losses_and_parameters_of_our_engine(string name)
    {
        using var folder = new TemporaryFolder();
        var preset = Calm(name);
        using var ours = Create(preset, folder["run"], blocks => new HostEngine(blocks));
        using var real = Create(
            preset, folder["run"], blocks => new ArtifactEngine(blocks, preset, () => folder["run"], NodeTrainingSession.Open));

        for (var step = 0; step < Steps; step++)
        {
            var (expected, actual) = (ours.Iterate(), real.Iterate());
            Assert.Equal(expected.DiscriminatorLoss, actual.DiscriminatorLoss, 1e-4f);
            Assert.Equal(expected.GeneratorLoss, actual.GeneratorLoss, 1e-4f);
        }

        Assert.All(ours.Engine.Blocks.Zip(real.Engine.Blocks), pair =>
        {
            AssertAlike(pair.First.Values, pair.Second.Values);
            AssertAlike(pair.First.Sampled, pair.Second.Sampled);
            AssertAlike(pair.First.Buffers.Current, pair.Second.Buffers.Current);
        });
    }

    // Whole batches only: for another size the engine wants the moments back, and this runtime does not give them.
    private static Trainer Create(Preset preset, string path, Func<IReadOnlyList<ParameterBlock>, TrainingEngine> createEngine) =>
        new TestRun(path, preset, images: 12) { CreateEngine = createEngine }.Create();

    /// <summary>With an ε that does not make whole steps of gradients that are nothing but rounding.</summary>
    private static Preset Calm(string name) => Preset(name) with
    {
        Optimizers = new OptimizerOptions(new Adam(0.01, 0.5, 0.999, 1e-4), new Adam(0.02, 0.9, 0.99, 1e-4)),
    };

    private static Preset Preset(string name) => name switch
    {
        "labels" => TinyPresets.Labels(),
        "spectral norms" => TinyPresets.SpectralNorms() with { Penalties = [new GradientPenalty(1)] },
        _ => TinyPresets.Scalars(),
    };

    private static void AssertAlike(NativeBuffer expected, NativeBuffer actual)
    {
        var (one, other) = (expected.Span.ToArray(), actual.Span.ToArray());
        var length = Math.Sqrt(one.Sum(element => (double)element * element));
        var distance = Math.Sqrt(one.Zip(other, (x, y) => ((double)x - y) * ((double)x - y)).Sum());
        Assert.True(distance <= 1e-4 * length, $"{distance} of {length}");
    }
}
