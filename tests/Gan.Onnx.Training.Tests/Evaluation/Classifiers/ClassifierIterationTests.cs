using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

/// <summary>A classifier before its first step and after it.</summary>
public class ClassifierIterationTests
{
    [Fact]
    public void First_weights_of_both_networks_are_drawn_from_streams_of_their_own()
    {
        using var trainer = Create(112, epochs: 1);

        Assert.All([trainer.Features, trainer.Head], block =>
        {
            var stream = block == trainer.Features ? EvaluationStreams.FeatureInitialization : EvaluationStreams.HeadInitialization;
            using var expected = new ParameterBlock(block.Network, block.Optimizer);
            expected.Initialize(new RandomStream(1, stream));
            Assert.Equal(expected.Values.Span.ToArray(), block.Values.Span.ToArray());
            Assert.Contains(block.Values.Span.ToArray(), weight => weight != 0);
        });
    }

    [Fact]
    public void Step_sees_the_images_through_both_networks()
    {
        using ClassifierTrainer blocks = Create(112, epochs: 1), black = Create(112, epochs: 1, black: true);

        Assert.NotEqual(blocks.Iterate(), black.Iterate());

        // Through dropout masks of zeros alone nothing would come back to the features.
        Assert.Contains(blocks.Features.Gradients.Span.ToArray(), gradient => gradient != 0);
    }

    [Fact]
    public void Weights_are_averaged_with_a_half_life_of_a_twentieth_of_the_training()
    {
        // 20 epochs of 128 images: the half-life is 128 images, one step, after which the average lies halfway.
        using var trainer = Create(128, epochs: 20);
        var before = trainer.Head.Values.Span.ToArray();

        trainer.Iterate();

        var (after, average) = (trainer.Head.Values.Span.ToArray(), trainer.Head.Sampled.Span.ToArray());
        Assert.NotEqual(before, after);
        Assert.All(before.Zip(after, average), weight => Assert.Equal((weight.First + weight.Second) / 2, weight.Third, 1e-7f));
    }

    [Fact]
    public void Number_that_is_none_stops_the_training_by_name()
    {
        using var trainer = Create(112, epochs: 1);
        trainer.Head.Values.Span[0] = float.NaN;

        var message = Assert.Throws<RunException>(() => trainer.Iterate()).Message;

        Assert.Contains("step 1", message);
        Assert.Contains("classifier_step", message);
        Assert.Equal(0, trainer.Step);
    }

    private static ClassifierTrainer Create(int count, int epochs, bool black = false)
    {
        var (images, labels) = Blocks.Draw(count);
        return new ClassifierTrainer(black ? new byte[images.Length] : images, labels, epochs, seed: 1);
    }
}
