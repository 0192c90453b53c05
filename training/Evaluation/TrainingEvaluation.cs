using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>
/// How far a generator in training is from its data, cheaply: Fréchet distances of 2,000 images, always of the same latents, to the
/// first 10,000 images that it is trained on (all, where there are fewer, and no more than fit into 48 MiB). The generator is taken as
/// it would be frozen now. These numbers compare the moments of one run; <c>evaluate</c> draws more images, and compares them with
/// unseen ones.
/// </summary>
public sealed class TrainingEvaluation : IDisposable
{
    /// <summary>Generated images.</summary>
    public const int Samples = 2000;

    private const int RealImages = 10_000;
    private const int Batch = 100;

    // As many real images are measured, and looked at for neighbours, as fit into this: all of MNIST's, but only 768 of 256×256 pixels,
    // whose numbers take four times that.
    private const int MostBytes = 48 << 20;

    private readonly Trainer _trainer;
    private readonly Sampler _sampler;
    private readonly DigitClassifier? _classifier;
    private readonly ImageSize _size;
    private readonly RandomFeatures _random;
    private readonly RandomStream _latents;
    private GaussianMoments? _realSeen;
    private GaussianMoments? _realRandom;

    /// <summary>Prepares measurements; the real images are looked at with the first one.</summary>
    /// <param name="trainer">Trains on images in a table.</param>
    /// <param name="classifier">Its features are used too, for images of digits; null for random ones only. Stays the caller's.</param>
    public TrainingEvaluation(Trainer trainer, DigitClassifier? classifier)
    {
        (_trainer, _classifier) = (trainer, classifier);
        _size = ImageSize.Of((ImageOptions)trainer.Preset.Data);
        _random = new RandomFeatures(_size);
        _sampler = new Sampler(trainer, Batch);
        _latents = new RandomStream((ulong)trainer.Seed, TrainingStreams.EvaluationLatents);
    }

    /// <summary>The distances of the generator as it is now.</summary>
    public TrainingDistances Measure()
    {
        var images = Generate(Samples);
        if (_realRandom is null)
        {
            var real = Real(Math.Min(RealImages, MostBytes / _size.Length));
            _realRandom = GaussianMoments.Of(_random.Of(real));
            _realSeen = _classifier is null ? null : GaussianMoments.Of(_classifier.Classify(real).Features);
        }

        var random = Distance(_realRandom, _random.Of(images));
        return new TrainingDistances(_realSeen is null ? null : Distance(_realSeen, _classifier!.Classify(images).Features), random);
    }

    /// <summary>
    /// What a perfect generator would come to on random features: 2,000 of the real images (half, where there are fewer than 4,000)
    /// against others, up to 10,000 of them. Null for data of fewer than four.
    /// </summary>
    public double? Floor()
    {
        var real = Real(Math.Min(RealImages + Samples, MostBytes / _size.Length));
        if (_size.Count(real) < 4)
        {
            return null;
        }

        var apart = Math.Min(Samples, _size.Count(real) / 2) * _size.Length;
        return Distance(GaussianMoments.Of(_random.Of(real.AsSpan(0, real.Length - apart))), _random.Of(real.AsSpan(real.Length - apart)));
    }

    /// <summary>Ten of the images that are measured, beside the training images that are most like them.</summary>
    public Picture Neighbours()
    {
        var (images, train) = (Generate(Batch)[..(NeighbourPicture.Rows * _size.Length)], Real(MostBytes / _size.Length));
        return NeighbourPicture.Draw(
            images,
            train,
            NearestNeighbours.Find(images, train, _size.Length, NeighbourPicture.Neighbours, Environment.ProcessorCount),
            _size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sampler.Dispose();
        _random.Dispose();
    }

    private static double Distance(GaussianMoments real, FeatureMatrix generated) =>
        Math.Round(FrechetDistance.Between(real, GaussianMoments.Of(generated)), 4);

    private byte[] Generate(int count)
    {
        var greys = new byte[count * _size.Length];
        _sampler.Measure();
        for (var first = 0; first < count; first += Batch)
        {
            _sampler.DrawLatents(_latents, first);
            ImageGrid.Quantize(_sampler.Draw(), greys.AsSpan(first * _size.Length, Batch * _size.Length));
        }

        return greys;
    }

    /// <summary>Items in the order of the first epoch.</summary>
    private byte[] Real(int most)
    {
        var data = (ITableSource)_trainer.Data;
        var greys = new byte[(int)Math.Min(most, data.ItemsBefore(data.StepsPerEpoch)) * _size.Length];
        var rest = greys.AsSpan();
        for (var step = 0L; !rest.IsEmpty; step++)
        {
            var rows = new long[data.BatchSize(step)];
            data.FillRows(step, rows);
            foreach (var row in rows.Take(rest.Length / _size.Length))
            {
                data.ReadRow(row, rest[.._size.Length]);
                rest = rest[_size.Length..];
            }
        }

        return greys;
    }
}

/// <summary>Squared Fréchet distances.</summary>
/// <param name="Seen">On the digit classifier's features; null without a classifier.</param>
/// <param name="Random">On random features.</param>
public sealed record TrainingDistances(double? Seen, double Random);
