using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>
/// Measures a generator: as many images as asked for, on 8-bit pixels, against real images that it has not seen, and as many training
/// images against the same, which is what a perfect generator would score. To be used on one thread; the metrics use several themselves.
/// </summary>
public sealed class Evaluator : IDisposable
{
    /// <summary>The least number of samples: fewer have covariances without full rank and manifolds of next to nothing.</summary>
    public const int LeastSamples = 100;

    /// <summary>The most samples: the floor takes as many of the training images.</summary>
    public const int MostSamples = 60_000;

    private const int MemorisationSamples = 1000;

    private readonly DigitClassifier? _classifier;
    private readonly RandomFeatures _random;
    private readonly RealImages _real;
    private readonly int _threads;
    private readonly IProgress<string>? _progress;

    /// <summary>Prepares measurements.</summary>
    /// <param name="classifier">What features are taken from; null for random features only. Stays the caller's.</param>
    /// <param name="real">What generators are compared with.</param>
    /// <param name="threads">Of the metrics, at least 1.</param>
    /// <param name="progress">Told in words what is being done.</param>
    public Evaluator(DigitClassifier? classifier, RealImages real, int threads, IProgress<string>? progress)
    {
        (_classifier, _real, _threads, _progress) = (classifier, real, threads, progress);
        _random = new RandomFeatures(real.Size);
    }

    /// <summary>Measures everything that can be measured of a source.</summary>
    /// <param name="source">Its images.</param>
    /// <param name="samples">Images, 100 to the number of training images.</param>
    /// <param name="seed">Of the floor's choice and of the classifier that is trained on fakes.</param>
    /// <param name="trainOnFake">Whether that classifier is trained, which takes minutes; only where there are classes.</param>
    /// <param name="cancellation">Stops between two parts.</param>
    /// <exception cref="EvaluationException">There are fewer training images than samples.</exception>
    public EvaluationFigures Evaluate(IImageSource source, int samples, ulong seed, bool trainOnFake, CancellationToken cancellation)
    {
        var train = _real.Size.Count(_real.Train.Span);
        if (samples > train)
        {
            throw EvaluationException.TooManySamples(samples, train);
        }

        Say(cancellation, $"drawing {samples} images");
        var labels = Labels(source, samples);
        var images = source.Generate(0, samples, labels);

        Say(cancellation, "features");
        var real = SampleFeatures.Of(_real.Unseen.Span, _classifier, _random);
        var generated = SampleFeatures.Of(images, _classifier, _random);
        var floor = SampleFeatures.Of(SomeTraining(samples, seed), _classifier, _random);

        Say(cancellation, "generated against real images");
        var metrics = SampleMetrics.Of(real, generated, _threads);
        Say(cancellation, "real against real images");
        var floorMetrics = SampleMetrics.Of(real, floor, _threads);

        Say(cancellation, "nearest training images");
        var compared = Math.Min(Math.Min(samples, MemorisationSamples), _real.Size.Count(_real.Unseen.Span));
        var nearest = Nearest(images, compared);
        var memorisation = Memorisation.Of(nearest, Nearest(_real.Unseen.Span, compared));

        var conditional = labels is null || generated.Seen is null
            ? null
            : Conditional(labels, generated.Seen, real.Seen!, source.Classes) with
            {
                TrainOnFake = trainOnFake && !_real.UnseenLabels.IsEmpty ? Fake(source, samples, seed, cancellation) : null,
            };
        return new EvaluationFigures(
            samples,
            metrics,
            floorMetrics,
            compared,
            memorisation,
            conditional,
            NeighbourPicture.Draw(images, _real.Train.Span, nearest, _real.Size));
    }

    /// <inheritdoc/>
    public void Dispose() => _random.Dispose();

    private static int[]? Labels(IImageSource source, int count) =>
        source.Classes == 0 ? null : [.. Enumerable.Range(0, count).Select(i => i % source.Classes)];

    private ConditionalMetrics Conditional(int[] asked, Classification generated, Classification real, int classes)
    {
        int[] labels = [.. _real.UnseenLabels.ToArray()];
        var unseen = labels.Length == 0 ? new double?[classes] : LabelAgreement.OfEach(labels, real.Labels, classes);
        return new ConditionalMetrics(LabelAgreement.Of(asked, generated.Labels), null)
        {
            RealAgreement = labels.Length == 0 ? null : LabelAgreement.Of(labels, real.Labels),
            Classes =
            [
                .. LabelAgreement.OfEach(asked, generated.Labels, classes)
                    .Zip(unseen, (share, ofReal) => new ClassAgreement(share ?? 0, ofReal)),
            ],
        };
    }

    private double Fake(IImageSource source, int first, ulong seed, CancellationToken cancellation)
    {
        Say(cancellation, $"drawing {TrainOnFake.Images} images to train a classifier on");
        var labels = Labels(source, TrainOnFake.Images)!;
        var images = source.Generate(first, TrainOnFake.Images, labels);
        return TrainOnFake.Accuracy(images, labels, ClassifierTrainer.Epochs, seed, _real, _progress, cancellation);
    }

    private NearestNeighbours Nearest(ReadOnlySpan<byte> images, int count) =>
        NearestNeighbours.Find(
            images[..(count * _real.Size.Length)], _real.Train.Span, _real.Size.Length, NeighbourPicture.Neighbours, _threads);

    private byte[] SomeTraining(int count, ulong seed)
    {
        var order = new int[_real.Size.Count(_real.Train.Span)];
        new RandomStream(seed, EvaluationStreams.Floor).Permutation(order, 0);
        var images = new byte[count * _real.Size.Length];
        for (var i = 0; i < count; i++)
        {
            _real.Size.Image(_real.Train.Span, order[i]).CopyTo(_real.Size.Image(images.AsSpan(), i));
        }

        return images;
    }

    private void Say(CancellationToken cancellation, string what)
    {
        cancellation.ThrowIfCancellationRequested();
        _progress?.Report($"evaluate: {what}");
    }
}
