using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>What both networks see in one set of images.</summary>
/// <param name="Seen">By the digit classifier; null for images of other things.</param>
/// <param name="Random">By the network of random weights.</param>
public sealed record SampleFeatures(Classification? Seen, FeatureMatrix Random)
{
    private Manifold? _manifold;

    /// <summary>The classifier's features where there is one, else random ones.</summary>
    public FeatureMatrix Features => Seen?.Features ?? Random;

    /// <summary>Looks at images.</summary>
    public static SampleFeatures Of(ReadOnlySpan<byte> images, DigitClassifier? classifier, RandomFeatures random) =>
        new(classifier?.Classify(images), random.Of(images));

    /// <summary>The manifold of the features, measured once.</summary>
    public Manifold Balls(int threads) => _manifold ??= Manifold.Of(Features, SampleMetrics.Neighbours, threads);
}
