using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>
/// The metrics of one set of images against the test images; on the digit classifier's features, or on random ones where the images are
/// of other things.
/// </summary>
/// <param name="FdRandom">Fréchet distance on random features.</param>
/// <param name="Kid">Kernel distance.</param>
/// <param name="PrecisionRecall">As they say.</param>
/// <param name="DensityCoverage">As they say.</param>
/// <param name="Digits">What only a digit classifier can tell; null without one.</param>
public sealed record SampleMetrics(
    double FdRandom, double Kid, PrecisionRecall PrecisionRecall, DensityCoverage DensityCoverage, DigitMetrics? Digits)
{
    /// <summary>k of precision, recall, density and coverage (Naeem et al. 2020 use 5).</summary>
    public const int Neighbours = 5;

    /// <summary>Measures a set.</summary>
    public static SampleMetrics Of(SampleFeatures real, SampleFeatures samples, int threads)
    {
        var (realBalls, sampleBalls) = (real.Balls(threads), samples.Balls(threads));
        return new SampleMetrics(
            FrechetDistance.Between(real.Random, samples.Random),
            KernelInceptionDistance.Between(real.Features, samples.Features, threads),
            PrecisionRecall.Between(realBalls, sampleBalls, threads),
            DensityCoverage.Between(realBalls, samples.Features, threads),
            samples.Seen is null ? null : DigitMetrics.Of(real.Seen!, samples.Seen));
    }
}

/// <summary>What the digit classifier tells of one set of images.</summary>
/// <param name="Fd">Fréchet distance on its features.</param>
/// <param name="ClassifierScore">Inception Score, 1 to 10.</param>
/// <param name="Histogram">How often it sees each digit.</param>
public sealed record DigitMetrics(double Fd, double ClassifierScore, ClassHistogram Histogram)
{
    /// <summary>Measures a set.</summary>
    public static DigitMetrics Of(Classification real, Classification samples) => new(
        FrechetDistance.Between(real.Features, samples.Features),
        InceptionScore.Of(samples.Probabilities),
        ClassHistogram.Of(samples.Labels, DigitNetwork.Classes));
}
