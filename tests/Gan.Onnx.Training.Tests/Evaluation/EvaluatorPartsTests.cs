using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Evaluation.Classifiers;

namespace Gan.Onnx.Training.Tests.Evaluation;

/// <summary>What an evaluation says and asks for, part by part; made images and a classifier that knows nothing yet are enough.</summary>
public sealed class EvaluatorPartsTests : IDisposable
{
    private const int Samples = 120;

    private static readonly string[] Parts =
    [
        $"evaluate: drawing {Samples} images",
        "evaluate: features",
        "evaluate: generated against real images",
        "evaluate: real against real images",
        "evaluate: nearest training images",
    ];

    private readonly DigitClassifier _classifier = Untrained();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _said = [];

    public void Dispose()
    {
        _classifier.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void Says_each_part_before_it_begins()
    {
        Evaluate(Samples);

        Assert.Equal(Parts, _said);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Stops_between_two_parts(int last)
    {
        Assert.Throws<OperationCanceledException>(() => Evaluate(Samples, stopAt: Parts[last]));

        Assert.Equal(Parts[..(last + 1)], _said);
    }

    [Theory]
    [InlineData(120, 1100, 120)]
    [InlineData(1010, 1100, 1000)]
    [InlineData(120, 110, 110)]
    public void Neighbours_are_sought_of_up_to_a_thousand_images_and_of_no_more_than_there_are(int samples, int unseen, int expected) =>
        Assert.Equal(expected, Evaluate(samples, unseen: unseen).Compared);

    [Fact]
    public void Picture_shows_the_first_images_beside_the_training_images_like_them()
    {
        var picture = Evaluate(Samples).Neighbours;

        // A cell is 60 pixels from the next. The training images begin with those that were drawn.
        Assert.All(
            Enumerable.Range(0, picture.Height), y => Assert.Equal(picture.Row(y)[..56].ToArray(), picture.Row(y)[60..116].ToArray()));
        Assert.Equal(
            [155, 162, 169],
            new[] { 0, 1, 2 }.Select(row => (int)Enumerable.Range(60 * row, 56).Max(y => picture.Row(y)[..56].ToArray().Max())));
    }

    [Fact]
    public void Classifier_of_generated_images_is_trained_on_images_beyond_those_measured()
    {
        var drawn = new List<(int First, int Count, int[] Labels)>();
        var source = new Source(10, (first, count, labels) => drawn.Add((first, count, [.. labels!])));

        Assert.Throws<OperationCanceledException>(
            () => Evaluate(Samples, stopAt: "evaluate: drawing 60000 images to train a classifier on", source: source));

        Assert.Equal([(0, Samples), (Samples, 60_000)], drawn.Select(part => (part.First, part.Count)));
        Assert.All(drawn, part => Assert.Equal(Enumerable.Range(0, part.Count).Select(i => i % 10), part.Labels));
    }

    private static DigitClassifier Untrained()
    {
        var (images, labels) = Blocks.Draw(112);
        using var trainer = new ClassifierTrainer(images, labels, epochs: 1, seed: 1);
        return new DigitClassifier(ClassifierExport.Write(trainer));
    }

    private EvaluationFigures Evaluate(int samples, int unseen = 110, string? stopAt = null, Source? source = null)
    {
        var (images, labels) = Blocks.Draw(unseen);
        using var evaluator = new Evaluator(
            _classifier, new RealImages("blocks", images, labels, Blocks.Draw(1100).Images), threads: 2, new Recorder(said =>
            {
                _said.Add(said);
                if (said == stopAt)
                {
                    _stop.Cancel();
                }
            }));
        return evaluator.Evaluate(
            source ?? new Source(0, (_, _, _) => { }), samples, seed: 1, trainOnFake: source is not null, _stop.Token);
    }

    private sealed class Recorder(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }

    /// <summary>Draws blocks, and tells what was asked for; black images where so many are wanted that drawing them takes long.</summary>
    private sealed class Source(int classes, Action<int, int, IReadOnlyList<int>?> asked) : IImageSource
    {
        public int Classes => classes;

        public byte[] Generate(int first, int count, IReadOnlyList<int>? labels)
        {
            asked(first, count, labels);
            return count > 10_000 ? new byte[count * MnistOptions.Pixels] : Blocks.Draw(count).Images;
        }
    }
}
