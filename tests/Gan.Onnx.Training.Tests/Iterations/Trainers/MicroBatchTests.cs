using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Iterations.Trainers;

/// <summary>Training part by part is training on the whole batch.</summary>
public class MicroBatchTests
{
    // So small a step that the generator's gradients are taken at the same discriminator, whatever the last bits of its own were.
    private static readonly Preset Preset = PresetSource.Load(
        "digits-quick", ["data.batch=32", "optimizers.discriminator.learningRate=1e-7", "optimizers.generator.learningRate=1e-7"]);

    [Fact]
    public void Parts_give_the_batch_s_losses_and_gradients()
    {
        using var parts = Start(blocks => new HostEngine(blocks));
        using var whole = Start(blocks => new DeviceEngine(blocks, new CpuDevice()));

        for (var step = 0; step < 2; step++)
        {
            var (expected, actual) = (whole.Iterate(), parts.Iterate());
            Assert.Equal(expected.DiscriminatorLoss, actual.DiscriminatorLoss, 1e-5f);
            Assert.Equal(expected.GeneratorLoss, actual.GeneratorLoss, 1e-5f);
            Assert.Equal(expected.RealProbability, actual.RealProbability, 1e-5f);
            Assert.Equal(expected.FakeProbability, actual.FakeProbability, 1e-5f);
        }

        whole.Engine.Download();
        AssertClose(whole.Discriminator.Gradients.Span, parts.Discriminator.Gradients.Span);
        AssertClose(whole.Generator.Gradients.Span, parts.Generator.Gradients.Span);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var alone = Start(blocks => new HostEngine(blocks, lanes: 1));
        using var three = Start(blocks => new HostEngine(blocks, lanes: 3));

        for (var step = 0; step < 3; step++)
        {
            Assert.Equal(alone.Iterate(), three.Iterate());
        }

        Assert.True(alone.Discriminator.Values.Span.SequenceEqual(three.Discriminator.Values.Span));
        Assert.True(alone.Generator.Values.Span.SequenceEqual(three.Generator.Values.Span));
    }

    [Theory]
    [InlineData("digits", 64, 4)]
    [InlineData("digits", 512, 32)]
    [InlineData("digits", 16, 1)]
    [InlineData("digits", 40, 1)] // no multiple of 16
    [InlineData("mlp", 128, 1)] // no convolutions
    [InlineData("dcgan-notebook", 16, 1)]
    [InlineData("resize-conv", 48, 1)] // batch normalisation
    public void Batches_are_divided_where_items_stand_alone(string preset, int batch, int expected) =>
        Assert.Equal(expected, MicroBatches.Count(PresetSource.Load(preset, []), batch));

    [Fact]
    public void Step_whose_masks_are_for_real_items_and_fakes_together_stays_whole()
    {
        var preset = PresetSource.Load("mlp-dropout", []);

        Assert.True(MicroBatches.Fit(DiscriminatorStep.Build(PresetSource.Load("digits-quick", []), 8), 8));
        Assert.False(MicroBatches.Fit(DiscriminatorStep.Build(preset, 8), 8));
    }

    private static Trainer Start(Func<IReadOnlyList<ParameterBlock>, TrainingEngine> engine)
    {
        var random = new Random(1);
        var (pixels, labels) = (new byte[64 * 784], new byte[64]);
        random.NextBytes(pixels);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(i % 10);
        }

        var data = new ImageBatches(
            IdxFile.Of("pixels", [64, 28, 28], pixels), 32, LastBatch.Drop, new GreyScale(-1, 1), new RandomStream(1, 0), 0,
            IdxFile.Of("labels", [64], labels));
        return new Trainer(Preset, 1, data, engine);
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double distance = 0, length = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            distance += Math.Pow(expected[i] - actual[i], 2);
            length += Math.Pow(expected[i], 2);
        }

        Assert.InRange(Math.Sqrt(distance / length), 0, 1e-4);
    }
}
