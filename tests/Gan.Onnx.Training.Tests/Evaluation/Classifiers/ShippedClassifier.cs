using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

/// <summary>The shipped classifier and what it makes of MNIST's test images, once for all tests of a class.</summary>
public sealed class ShippedClassifier : IDisposable
{
    private readonly DigitClassifier _classifier;

    public ShippedClassifier()
    {
        (_classifier, Manifest) = DigitClassifier.Load(Path.Combine(Repository.Root, "models", "classifier"));
        Real = Balls(Digits.Read(Mnist.TestImages).Elements);
    }

    public ClassifierManifest Manifest { get; }

    public DatasetFolder Digits { get; } = Mnist.EnsureAsync(null).GetAwaiter().GetResult();

    /// <summary>The neighbourhoods of the test images.</summary>
    public Manifold Real { get; }

    /// <summary>On the test images.</summary>
    public double Accuracy() => _classifier.Accuracy(Digits.Read(Mnist.TestImages).Elements, Digits.Read(Mnist.TestLabels).Elements);

    /// <summary>The neighbourhoods of images.</summary>
    public Manifold Balls(ReadOnlySpan<byte> images) =>
        Manifold.Of(_classifier.Classify(images).Features, SampleMetrics.Neighbours, threads: 2);

    public void Dispose() => _classifier.Dispose();
}
