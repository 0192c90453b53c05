using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Iterations.Trainers;

/// <summary>NaN and infinity end a run, and the tensor they came from is named.</summary>
public sealed class NonFiniteTests : IDisposable
{
    private static readonly Preset Tiny = TinyPresets.Scalars();
    private readonly ParameterBlock _generator = new(Tiny.CreateGenerator(), Tiny.Optimizers.Generator);
    private readonly ParameterBlock _discriminator = new(Tiny.CreateDiscriminator(), Tiny.Optimizers.Discriminator);

    public void Dispose()
    {
        _generator.Dispose();
        _discriminator.Dispose();
    }

    [Fact]
    public void Gradient_is_named_first()
    {
        _discriminator.Gradients.Span[_discriminator.Entries[2].Offset + 5] = float.NegativeInfinity;
        _generator.Values.Span[0] = float.NaN;

        Assert.StartsWith(
            "Training stopped at step 9: the gradient of discriminator.3.weight [7,8] in discriminator_step is -Infinity. ",
            Find(float.NaN));
    }

    [Fact]
    public void Parameter_is_named_where_all_gradients_are_finite()
    {
        _generator.Values.Span[_generator.Entries[1].Offset] = float.NaN;

        Assert.StartsWith("Training stopped at step 9: generator.0.bias [8] is NaN. ", Find(float.NaN));
    }

    [Fact]
    public void Moment_is_named_where_the_gradient_s_square_was_too_large()
    {
        _discriminator.State("exp_avg_sq").Span[_discriminator.Entries[1].Offset] = float.PositiveInfinity;

        Assert.StartsWith("Training stopped at step 9: discriminator.0.bias.exp_avg_sq [8] is Infinity. ", Find(1));
    }

    [Fact]
    public void Loss_is_named_where_nothing_else_is_to_blame() =>
        Assert.StartsWith("Training stopped at step 9: 'loss' of discriminator_step is Infinity. ", Find(float.PositiveInfinity));

    [Fact]
    public void Run_that_breaks_down_keeps_its_last_good_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = new TestRun(folder["run"], Explosive());

        var exception = Assert.Throws<RunException>(() => run.TrainTo(1000, new(TimeSpan.Zero, 0)));

        Assert.True(exception.IsBreakdown);
        var state = Checkpoint.ReadState(run.Folder.Checkpoint);
        Assert.True(state.Step > 0, "it broke down before anything was trained");
        Assert.Matches(
            $"^Training stopped at step {state.Step + 1}: "
            + "(the gradient of )?(generator|discriminator)\\.[0-9]+\\.(weight|bias).* is (NaN|-?Infinity)\\. ",
            exception.Message);
        using var weights = SafetensorsReader.Open(run.Weights);
        Assert.All(
            weights.Tensors, tensor => Assert.All(weights.ToArray<float>(tensor.Name), number => Assert.True(float.IsFinite(number))));
        Assert.False(File.Exists(run.Folder.Generator));
    }

    [Fact]
    public void Run_that_broke_down_can_be_resumed_and_breaks_down_again()
    {
        using var folder = new TemporaryFolder();
        var run = new TestRun(folder["run"], Explosive());
        var first = Assert.Throws<RunException>(() => run.TrainTo(1000, new(TimeSpan.Zero, 0)));

        var second = Assert.Throws<RunException>(() => run.TrainTo(1000, new(TimeSpan.Zero, 0)));

        Assert.Equal(first.Message, second.Message);
    }

    /// <summary>With steps of 10 a weight, the product of twelve layers soon exceeds what a float holds.</summary>
    private static Preset Explosive() => Tiny with
    {
        Discriminator =
            Tiny.Discriminator with { Layers = [new Linear(1, 32), .. Enumerable.Repeat(new Linear(32, 32), 10), new Linear(32, 1)] },
        Optimizers = new OptimizerOptions(Tiny.Optimizers.Generator, new Adam(10, 0.9, 0.999, 1e-8)),
    };

    private string Find(float loss) => NonFinite.Find(9, "discriminator_step", loss, _discriminator, [_discriminator, _generator]).Message;
}
