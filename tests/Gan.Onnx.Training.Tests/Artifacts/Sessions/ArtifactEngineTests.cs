using Gan.Onnx.Training.Artifacts.Sessions;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>
/// Whole runs on training sessions, against our engine. The sessions are <see cref="ReferenceTrainingSession"/>s: the native library that
/// has them is not in the packages that tests run with.
/// </summary>
public class ArtifactEngineTests
{
    private const int Steps = 12;

    // Images leave a partial batch at the end of an epoch, for which the networks move to other sessions: 10 in batches of 4.
    public static TheoryData<string> Presets => ["scalars", "labels", "spectral norms", "late generator", "images"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Run_gives_the_state_of_our_engine(string name)
    {
        using var folder = new TemporaryFolder();
        var (ours, sessions) = (Ours(folder["ours"], name), Sessions(folder["sessions"], name));

        ours.TrainTo(Steps);
        sessions.TrainTo(Steps);

        AssertAlike(ours, sessions);
        Assert.Equal(ours.MetricsWithoutTimes().Length, sessions.MetricsWithoutTimes().Length);
        Assert.Equal(
            ["checkpoint", "eval_model.onnx", "optimizer_model.onnx", "training_model.onnx"],
            Directory.GetFiles(Path.Combine(sessions.Folder.Artifacts, "generator")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Stopped_run_goes_on_as_if_it_had_never_stopped(string name)
    {
        using var folder = new TemporaryFolder();
        var (whole, parts) = (Sessions(folder["whole"], name), Sessions(folder["parts"], name));
        whole.TrainTo(Steps);

        parts.TrainTo(1);
        parts.TrainTo(5);
        parts.TrainTo(Steps);

        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Run_may_change_its_engine_on_the_way(string name)
    {
        using var folder = new TemporaryFolder();
        var whole = Ours(folder["whole"], name);
        whole.TrainTo(Steps);

        Ours(folder["parts"], name).TrainTo(3);
        Sessions(folder["parts"], name).TrainTo(7);
        var parts = Ours(folder["parts"], name);
        parts.TrainTo(Steps);

        AssertAlike(whole, parts);
    }

    [Fact]
    public void Frequent_checkpoints_change_nothing()
    {
        using var folder = new TemporaryFolder();
        var (rare, frequent) = (Sessions(folder["rare"], "scalars"), Sessions(folder["frequent"], "scalars"));

        rare.TrainTo(Steps);
        frequent.TrainTo(Steps, new(TimeSpan.Zero, 0));

        Assert.Equal(rare.Outcome(), frequent.Outcome());
    }

    private static TestRun Ours(string path, string name) => new(path, Preset(name), images: 10);

    private static TestRun Sessions(string path, string name) => new(path, Preset(name), images: 10)
    {
        CreateEngine = blocks => new ArtifactEngine(
            blocks, Preset(name), () => Path.Combine(path, "artifacts"), ReferenceTrainingSession.Open),
    };

    private static Preset Preset(string name) => name switch
    {
        "scalars" => TinyPresets.Scalars(),
        "labels" => Calm(TinyPresets.Labels()),
        "spectral norms" => TinyPresets.SpectralNorms() with { Penalties = [new GradientPenalty(1)], Ema = new EmaOptions(64) },
        "late generator" => Late(TinyPresets.Scalars()),
        _ => TinyPresets.Images() with { Penalties = [new R1(0.1)] },
    };

    /// <summary>
    /// The relativistic loss takes no notice of the discriminator's last bias: its gradient is rounding, of which the usual ε makes whole
    /// steps.
    /// </summary>
    private static Preset Calm(Preset preset) => preset with
    {
        Optimizers = new OptimizerOptions(new Adam(0.01, 0.5, 0.999, 1e-4), new Adam(0.02, 0.9, 0.99, 1e-4)),
    };

    private static Preset Late(Preset preset) => preset with
    {
        Schedule = preset.Schedule with { DiscriminatorPretraining = 3, GeneratorLatents = GeneratorLatents.Reuse },
    };

    /// <summary>Every tensor of both checkpoints, by the length of the difference over that of the tensor.</summary>
    private static void AssertAlike(TestRun expected, TestRun actual)
    {
        using var left = SafetensorsReader.Open(expected.Weights);
        using var right = SafetensorsReader.Open(actual.Weights);
        Assert.Equal(left.Tensors.Select(tensor => tensor.Name), right.Tensors.Select(tensor => tensor.Name));
        Assert.All(left.Tensors, tensor =>
        {
            var (one, other) = (left.ToArray<float>(tensor.Name), right.ToArray<float>(tensor.Name));
            var length = Math.Sqrt(one.Sum(element => (double)element * element));
            var distance = Math.Sqrt(one.Zip(other, (x, y) => ((double)x - y) * ((double)x - y)).Sum());
            Assert.True(distance <= (1e-4 * length) + 1e-9, $"{tensor.Name}: {distance} of {length}");
        });
    }
}
