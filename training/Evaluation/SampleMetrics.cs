using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>The metrics of one set of images against the test images.</summary>
/// <param name="Fd">Fréchet distance on the classifier's features.</param>
/// <param name="FdRandom">Fréchet distance on random features.</param>
/// <param name="Kid">Kernel distance on the classifier's features.</param>
/// <param name="ClassifierScore">Inception Score with the digit classifier, 1 to 10.</param>
/// <param name="PrecisionRecall">On the classifier's features.</param>
/// <param name="DensityCoverage">On the classifier's features.</param>
/// <param name="Histogram">How often the classifier sees each digit.</param>
public sealed record SampleMetrics(
    double Fd,
    double FdRandom,
    double Kid,
    double ClassifierScore,
    PrecisionRecall PrecisionRecall,
    DensityCoverage DensityCoverage,
    ClassHistogram Histogram)
{
    /// <summary>k of precision, recall, density and coverage (Naeem et al. 2020 use 5).</summary>
    public const int Neighbours = 5;

    /// <summary>Measures a set.</summary>
    public static SampleMetrics Of(SampleFeatures real, SampleFeatures samples, int threads)
    {
        var (realBalls, sampleBalls) = (real.Balls(threads), samples.Balls(threads));
        return new SampleMetrics(
            FrechetDistance.Between(real.Seen.Features, samples.Seen.Features),
            FrechetDistance.Between(real.Random, samples.Random),
            KernelInceptionDistance.Between(real.Seen.Features, samples.Seen.Features, threads),
            InceptionScore.Of(samples.Seen.Probabilities),
            PrecisionRecall.Between(realBalls, sampleBalls, threads),
            DensityCoverage.Between(realBalls, samples.Seen.Features, threads),
            ClassHistogram.Of(samples.Seen.Labels, DigitNetwork.Classes));
    }
}
