using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Tests.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

public class ClassifierTrainerTests
{
    [Fact]
    public void Classifier_trained_on_made_images_knows_those_of_their_kind()
    {
        // Measured: 1.0 after these 80 steps.
        var (images, labels) = Blocks.Draw(560);
        var (testImages, testLabels) = Blocks.Draw(100);

        var accuracy = TrainOnFake.Accuracy(
            images,
            [.. labels.Select(label => (int)label)],
            epochs: 16,
            seed: 1,
            new RealImages("blocks", testImages, testLabels, images),
            null,
            CancellationToken.None);

        Assert.InRange(accuracy, 0.95, 1);
    }

    [Fact]
    public void Equal_seeds_give_equal_files_and_others_do_not()
    {
        Assert.Equal(Trained(seed: 1), Trained(seed: 1));
        Assert.NotEqual(Trained(seed: 1), Trained(seed: 2));
    }

    [Fact]
    public void Stops_when_asked_to()
    {
        var (images, labels) = Blocks.Draw(112);
        using var trainer = new ClassifierTrainer(images, labels, epochs: 1, seed: 1);

        Assert.Throws<OperationCanceledException>(() => trainer.Train(null, new CancellationToken(canceled: true)));
        Assert.Equal(0, trainer.Step);
    }

    [Fact]
    public void Says_what_the_mean_loss_of_each_epoch_was()
    {
        var (images, labels) = Blocks.Draw(224);
        using ClassifierTrainer whole = new(images, labels, epochs: 2, seed: 1), steps = new(images, labels, epochs: 2, seed: 1);
        var said = new Said();

        whole.Train(said, CancellationToken.None);

        double[] losses = [.. Enumerable.Range(0, 4).Select(_ => (double)steps.Iterate())];
        Assert.Equal(
            [
                FormattableString.Invariant($"classifier: epoch 1 of 2, loss {(losses[0] + losses[1]) / 2:F4}"),
                FormattableString.Invariant($"classifier: epoch 2 of 2, loss {(losses[2] + losses[3]) / 2:F4}"),
            ],
            said.Lines);
        Assert.Equal((4, 4), (whole.Step, steps.Step));
    }

    [Fact]
    public void Frozen_classifier_gives_ten_classes_and_84_features_whatever_the_batch()
    {
        using var classifier = new DigitClassifier(Trained(seed: 1));
        var images = Blocks.Draw(3).Images;

        var (all, alone) = (classifier.Classify(images), classifier.Classify(images.AsSpan(784, 784)));

        Assert.Equal((3, 84, 10), (all.Features.Count, all.Features.Dimension, all.Probabilities.Dimension));
        Assert.Equal(all.Features.Row(1).ToArray(), alone.Features.Row(0).ToArray());
        Assert.All(all.Features.Values.ToArray(), feature => Assert.True(feature >= 0));
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_the_logits()
    {
        var found = Classification.Of(Features.Line(0, 0), Features.Rows(3, 1, 2, 3, 1e6, 0, -1e6));

        Assert.Equal([2, 0], found.Labels);
        double[] expected = [0.09003057317038046, 0.24472847105479767, 0.6652409557748219, 1, 0, 0];
        Assert.All(expected.Zip(found.Probabilities.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void First_of_equally_probable_digits_is_seen() =>
        Assert.Equal([0, 1], Classification.Of(Features.Line(0, 0), Features.Rows(3, 2, 2, 2, 0, 3, 3)).Labels);

    private static byte[] Trained(ulong seed)
    {
        var (images, labels) = Blocks.Draw(112);
        using var trainer = new ClassifierTrainer(images, labels, epochs: 2, seed);
        trainer.Train(null, CancellationToken.None);
        return ClassifierExport.Write(trainer);
    }

    private sealed class Said : IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public void Report(string value) => Lines.Add(value);
    }
}
