using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRun _run;

    public CheckpointTests() => _run = new TestRun(_folder["run"], TinyPresets.Scalars());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Holds_every_parameter_and_both_moments_of_both_networks()
    {
        _run.TrainTo(3);

        using var weights = SafetensorsReader.Open(_run.Weights);
        string[] parameters = ["generator.0", "generator.3", "generator.5", "discriminator.0", "discriminator.3", "discriminator.5"];
        var expected = parameters.SelectMany(layer => new[] { $"{layer}.weight", $"{layer}.bias" })
            .SelectMany(name => new[] { name, $"{name}.exp_avg", $"{name}.exp_avg_sq" });
        Assert.Equal(expected.Order(), weights.Tensors.Select(tensor => tensor.Name).Order());
    }

    [Fact]
    public void State_says_where_random_numbers_and_data_stand()
    {
        var state = _run.TrainTo(11);

        Assert.Equal(11, state.Step);
        Assert.Equal(88, state.Images);
        Assert.Equal(new RandomState("threefry2x32-20", 7, 11), state.Random);
        Assert.Equal(new DataPosition(1, 3, 8), state.Data);
        Assert.Equal(3, state.Sums.Steps);
        Assert.Equal(Path.GetFileName(_run.Weights), state.Weights);
        Assert.Equal(state, Checkpoint.ReadState(_run.Folder.Checkpoint));
    }

    [Fact]
    public void Older_weights_are_removed()
    {
        _run.TrainTo(2);
        var older = _run.Weights;

        _run.TrainTo(4);

        Assert.NotEqual(older, _run.Weights);
        Assert.Equal(["state.json", "weights-000000004.safetensors"], Files());
    }

    [Fact]
    public void Crash_before_the_state_is_renamed_leaves_the_checkpoint_before()
    {
        _run.TrainTo(4);
        var later = new TestRun(_folder["later"], _run.Preset);
        later.TrainTo(6);
        File.Copy(later.Weights, Path.Combine(_run.Folder.Checkpoint, Path.GetFileName(later.Weights)));
        File.WriteAllText(Path.Combine(_run.Folder.Checkpoint, "state.json.tmp"), "{ \"step\": 6, \"ima");
        File.WriteAllText(Path.Combine(_run.Folder.Checkpoint, "weights-000000007.safetensors.tmp"), "half");

        Assert.Equal(4, Checkpoint.ReadState(_run.Folder.Checkpoint).Step);
        _run.TrainTo(6);

        Assert.Equal(later.Outcome(), _run.Outcome());
        Assert.Equal(["state.json", "weights-000000006.safetensors"], Files());
    }

    [Fact]
    public void Damaged_weights_are_refused_with_both_sums()
    {
        var expected = _run.TrainTo(2).WeightsSha256;
        var bytes = File.ReadAllBytes(_run.Weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_run.Weights, bytes);

        var message = Refused();

        Assert.Contains(_run.Weights, message);
        Assert.Contains(
            $"expected SHA-256 {expected}, found {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}.",
            message);
    }

    [Fact]
    public void Missing_weights_are_refused()
    {
        _run.TrainTo(2);
        File.Delete(_run.Weights);

        Assert.Contains("state.json names 'weights-000000002.safetensors', which does not exist.", Refused());
    }

    [Theory]
    [InlineData("{ \"step\": 2")]
    [InlineData("null")]
    [InlineData("{ \"step\": 2 }")]
    public void Damaged_state_is_refused(string text)
    {
        _run.TrainTo(2);
        File.WriteAllText(Path.Combine(_run.Folder.Checkpoint, "state.json"), text);

        Assert.Contains("state.json' is damaged", Refused());
    }

    [Fact]
    public void Missing_checkpoint_is_refused() =>
        Assert.Equal(
            $"'{_run.Folder.Checkpoint}' holds no checkpoint: the run stopped before its first. Start it again with train --run.",
            Refused());

    [Fact]
    public void Other_hyperparameters_than_the_weights_were_trained_with_are_refused()
    {
        _run.TrainTo(2);
        var options = _run.Options(new TrainingLimit(null, 4, null));

        var message = Refused(options with { Run = options.Run with { Seed = 8 } });

        Assert.Contains("was trained with other hyperparameters than options.json says", message);
        Assert.Contains(options.HyperparametersSha256, message);
    }

    [Fact]
    public void Every_number_comes_back_as_it_was()
    {
        _run.TrainTo(5);
        using var trainer = new Trainer(_run.Preset, 7, "cpu", _run.Open());

        Checkpoint.Read(_run.Folder.Checkpoint, _run.Options(new TrainingLimit(null, 5, null)), trainer);

        using var weights = SafetensorsReader.Open(_run.Weights);
        Assert.All(trainer.Engine.Blocks.SelectMany(block => block.Persistent()), tensor =>
            Assert.Equal(
                weights.ToArray<float>(tensor.Name), tensor.Buffer.Span.Slice(tensor.Entry.Offset, tensor.Entry.Length).ToArray()));
        Assert.Equal(5, trainer.Step);
    }

    private string[] Files() => [.. Directory.GetFiles(_run.Folder.Checkpoint).Select(file => Path.GetFileName(file)).Order()];

    private string Refused(ResolvedOptions? options = null)
    {
        using var weights = new ParameterBlock(_run.Preset.CreateGenerator(), _run.Preset.Optimizers.Generator);
        return Assert.Throws<RunException>(
            () => Checkpoint.Read(_run.Folder.Checkpoint, options ?? _run.Options(new TrainingLimit(null, 4, null)), [weights])).Message;
    }
}
