using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation;

/// <summary>A few hundred of MNIST's images in every role: as generated ones, as those never seen, as training images.</summary>
public sealed class EvaluatorTests : IDisposable
{
    private const int Samples = 150;
    private const ulong Seed = 3;

    private readonly DigitClassifier _classifier = DigitClassifier.Load(Path.Combine(Repository.Root, "models", "classifier")).Classifier;
    private readonly DatasetFolder _mnist = Mnist.EnsureAsync(null).GetAwaiter().GetResult();

    public void Dispose() => _classifier.Dispose();

    [Fact]
    public void Floor_is_drawn_from_all_of_the_training_images()
    {
        // Only the first images are digits, so a floor of those alone would be near the unseen digits, and the same for every seed.
        byte[] digits = [.. Test(0, Samples)], others = [.. Enumerable.Repeat((byte)90, 3 * digits.Length)];
        var real = Real([.. digits, .. others]);

        var (one, two) = (Evaluate(new Given(digits), real, 1), Evaluate(new Given(digits), real, 2));

        Assert.NotEqual(one.Floor.Digits!.Fd, two.Floor.Digits!.Fd);
        Assert.All([one, two], figures => Assert.InRange(ShareOfDigits(figures, real), 0.15, 0.35));
    }

    [Fact]
    public void Floor_of_as_many_samples_as_training_images_is_of_each_of_them_once()
    {
        var real = Real(Test(500, Samples));

        var (one, two) = (Evaluate(new Given(Test(0, Samples)), real, 1), Evaluate(new Given(Test(500, Samples)), real, 2));

        Assert.Equal(one.Floor.Digits!.Fd, two.Floor.Digits!.Fd, 1e-6 * one.Floor.Digits!.Fd);
        Assert.Equal(two.Generated.Digits!.Fd, two.Floor.Digits!.Fd, 1e-6 * two.Floor.Digits!.Fd);
        Assert.Equal(two.Generated.Digits!.Histogram.Counts, two.Floor.Digits!.Histogram.Counts);
    }

    [Fact]
    public void Images_that_are_the_unseen_ones_cannot_be_told_from_them()
    {
        var figures = Evaluate(new Given(Unseen()), Real(Test(500, 2 * Samples)), Seed);

        Assert.Equal(0, figures.Generated.Digits!.Fd, 1e-6);
        Assert.Equal(0, figures.Generated.FdRandom, 1e-6);
        Assert.Equal((1, 1), (figures.Generated.PrecisionRecall.Precision, figures.Generated.PrecisionRecall.Recall));
        Assert.Equal(1, figures.Memorisation.Ratio, 1e-12);
        Assert.True(figures.Floor.Digits!.Fd > 0.1, $"real images at a distance of {figures.Floor.Digits!.Fd}");
    }

    [Fact]
    public void Training_images_are_found_out_as_memorised()
    {
        var figures = Evaluate(new Given(Test(500, Samples)), Real(Test(500, 2 * Samples)), Seed);

        Assert.Equal(0, figures.Memorisation.Generated);
        Assert.True(figures.Memorisation.Unseen > 500, $"unseen images at a distance of {figures.Memorisation.Unseen}");
        Assert.Equal(Samples, figures.Compared);
    }

    [Fact]
    public void Classes_are_asked_for_in_turn_and_compared_with_what_the_classifier_sees()
    {
        var labels = _mnist.Read(Mnist.TestLabels).Content;
        var asked = new Given([.. Enumerable.Range(0, Samples).SelectMany(i => Test(labels.Span[..1000].IndexOf((byte)(i % 10)), 1))], 10);

        var figures = Evaluate(asked, Real(Test(500, Samples)), Seed);

        Assert.Equal(Enumerable.Range(0, Samples).Select(i => i % 10), asked.Labels);
        Assert.True(figures.Conditional!.LabelAgreement > 0.98, $"agreement {figures.Conditional.LabelAgreement}");
        Assert.Null(figures.Conditional.TrainOnFake);
    }

    [Fact]
    public void Without_classes_nothing_is_asked_for_and_nothing_conditional_is_measured()
    {
        var source = new Given(Test(0, Samples));

        var figures = Evaluate(source, Real(Test(500, Samples)), Seed);

        Assert.Null(source.Labels);
        Assert.Null(figures.Conditional);
    }

    [Fact]
    public void More_samples_than_training_images_have_no_floor() =>
        Assert.Throws<EvaluationException>(() => Evaluate(new Given(Test(0, Samples)), Real(Test(500, Samples - 1)), Seed));

    private EvaluationFigures Evaluate(IImageSource source, RealImages real, ulong seed)
    {
        using var evaluator = new Evaluator(_classifier, real, threads: 2, progress: null);
        return evaluator.Evaluate(source, Samples, seed, trainOnFake: false, CancellationToken.None);
    }

    /// <summary>Of the floor's images: grey ones all fall into one class.</summary>
    private double ShareOfDigits(EvaluationFigures figures, RealImages real)
    {
        var grey = _classifier.Classify(real.Train.Span[^MnistOptions.Pixels..]).Labels[0];
        return 1 - ((double)figures.Floor.Digits!.Histogram.Counts[grey] / Samples);
    }

    private RealImages Real(byte[] train) =>
        new("some of MNIST's", Unseen(), _mnist.Read(Mnist.TestLabels).Content[2000..(2000 + Samples)], train);

    private byte[] Unseen() => Test(2000, Samples);

    private byte[] Test(int first, int count) =>
        _mnist.Read(Mnist.TestImages).Elements.Slice(first * MnistOptions.Pixels, count * MnistOptions.Pixels).ToArray();

    private sealed class Given(byte[] images, int classes = 0) : IImageSource
    {
        public int Classes => classes;

        public IReadOnlyList<int>? Labels { get; private set; }

        public byte[] Generate(int first, int count, IReadOnlyList<int>? labels)
        {
            Labels = labels;
            return images[(first * MnistOptions.Pixels)..((first + count) * MnistOptions.Pixels)];
        }
    }
}
