using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Sessions;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>What the engine asks of the sessions, and what it makes of bad answers.</summary>
public class SessionCallsTests
{
    [Fact]
    public void Each_network_gets_the_learning_rate_of_the_preset_and_the_other_ones_parameters()
    {
        using var folder = new TemporaryFolder();
        var calls = new List<string>();
        using var trainer = Create(folder["run"], path => new Recorded(path, calls));

        trainer.Iterate();
        trainer.Iterate();

        string[] discriminator =
            ["reset", "step images z mask/generator.2 mask/discriminator.2", "optimizer", "get discriminator.0.weight"];
        string[] generator = ["reset", "step z mask/generator.2 mask/discriminator.2", "optimizer", "get generator.0.weight"];
        Assert.Equal(
            [
                "discriminator: open", "discriminator: rate 0.02", .. Of("discriminator", discriminator),
                "generator: open", "generator: rate 0.01", .. Of("generator", generator), "discriminator: update generator.0.weight",
                .. Of("discriminator", discriminator), "generator: update discriminator.0.weight",
                .. Of("generator", generator), "discriminator: update generator.0.weight",
            ],
            calls);
    }

    [Fact]
    public void Decaying_learning_rate_is_told_before_every_update()
    {
        using var folder = new TemporaryFolder();
        var calls = new List<string>();
        using var trainer = Create(folder["run"], path => new Recorded(path, calls), new CosineDecay(After: 1, Over: 2, To: 0.2));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            trainer.Iterate();
        }

        string[] told = ["generator: rate 0.01", "generator: optimizer", "generator: rate 0.01", "generator: optimizer"];
        Assert.Equal(
            [.. told, "generator: rate 0.006", "generator: optimizer", "generator: rate 0.002"],
            calls.Where(call => call.StartsWith("generator: rate", StringComparison.Ordinal) || call == "generator: optimizer"));
    }

    [Fact]
    public void Update_that_gives_nan_stops_the_run_and_names_the_parameter()
    {
        using var folder = new TemporaryFolder();
        using var trainer = Create(folder["run"], path => new Recorded(path, []) { Spoils = "generator.3.bias" });

        var failure = Assert.Throws<RunException>(() => trainer.Iterate());

        Assert.True(failure.IsBreakdown);
        Assert.StartsWith("Training stopped at step 1: generator.3.bias [6] is NaN. ", failure.Message);
    }

    [Theory]
    [InlineData("updates", "is from update 2, expected 1")]
    [InlineData("moments", "has no momentum0 of discriminator.0.weight with 8 numbers")]
    [InlineData("group", "has no optimizer's state")]
    public void Saved_moments_that_are_not_the_networks_are_refused(string wrong, string found)
    {
        using var folder = new TemporaryFolder();
        using var trainer = Create(folder["run"], path => new Recorded(path, []) { Saves = wrong });
        trainer.Iterate();

        var failure = Assert.Throws<ArtifactException>(trainer.Engine.Download);

        Assert.Equal(
            $"'{Path.Combine(folder["run"], "discriminator", "checkpoint")}', which ONNX Runtime Training saved, {found}. "
            + "Go on with --engine onnxruntime from the last checkpoint.",
            failure.Message);
    }

    private static IEnumerable<string> Of(string network, string[] calls) => calls.Select(call => $"{network}: {call}");

    private static Trainer Create(string path, OpenTrainingSession open, CosineDecay? decay = null)
    {
        var preset = TinyPresets.Scalars();
        var generator = (Adam)preset.Optimizers.Generator with { Decay = decay };
        preset = preset with { Optimizers = preset.Optimizers with { Generator = generator } };
        return new Trainer(
            preset, 7, new TestRun(path, preset).Open(), blocks => new ArtifactEngine(blocks, preset, () => path, open));
    }

    /// <summary>Writes down what it is asked, of each network's parameters the first, and can answer wrongly.</summary>
    private sealed class Recorded : ITrainingSession
    {
        private readonly ReferenceTrainingSession _session;
        private readonly string _network;
        private readonly List<string> _calls;

        public Recorded(string folder, List<string> calls)
        {
            (_session, _network, _calls) = (ReferenceTrainingSession.Open(folder), Path.GetFileName(folder), calls);
            Note("open");
        }

        /// <summary>The parameter that it gives NaN for.</summary>
        public string? Spoils { get; init; }

        /// <summary>What is wrong with its checkpoints.</summary>
        public string? Saves { get; init; }

        public void LazyResetGradients()
        {
            Note("reset");
            _session.LazyResetGradients();
        }

        public IReadOnlyList<StateTensor> TrainStep(IReadOnlyList<StateTensor> inputs)
        {
            Note($"step {string.Join(' ', inputs.Select(input => input.Name))}");
            return _session.TrainStep(inputs);
        }

        public void OptimizerStep()
        {
            Note("optimizer");
            _session.OptimizerStep();
        }

        public void SetLearningRate(float rate)
        {
            Note(FormattableString.Invariant($"rate {rate}"));
            _session.SetLearningRate(rate);
        }

        public void GetParameter(string name, Span<float> elements)
        {
            NoteFirst("get", name);
            _session.GetParameter(name, elements);
            if (name == Spoils)
            {
                elements.Fill(float.NaN);
            }
        }

        public void UpdateParameter(string name, long[] shape, ReadOnlySpan<float> elements)
        {
            NoteFirst("update", name);
            _session.UpdateParameter(name, shape, elements);
        }

        public void SaveCheckpoint(string path)
        {
            _session.SaveCheckpoint(path);
            var state = new CheckpointReader(path).Read(File.ReadAllBytes(path));
            var group = state.Optimizer!;
            group = Saves switch
            {
                "updates" => group with { Step = group.Step + 1 },
                "moments" => group with { Moments = [.. group.Moments.SkipLast(1)] },
                "group" => null,
                _ => group,
            };
            File.WriteAllBytes(path, CheckpointWriter.Write(state with { Optimizer = group }));
        }

        public void Dispose() => _session.Dispose();

        private void Note(string call) => _calls.Add($"{_network}: {call}");

        private void NoteFirst(string call, string name)
        {
            if (name.EndsWith(".0.weight", StringComparison.Ordinal))
            {
                Note($"{call} {name}");
            }
        }
    }
}
