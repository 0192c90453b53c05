using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>All that was measured of a generator.</summary>
/// <param name="Samples">Images that were drawn.</param>
/// <param name="Generated">Their metrics.</param>
/// <param name="Floor">The same of as many training images.</param>
/// <param name="Compared">Images whose nearest training images were searched.</param>
/// <param name="Memorisation">What that showed.</param>
/// <param name="Conditional">What can be measured of generators with classes only; null for others.</param>
/// <param name="Neighbours">Ten images, each followed by its seven nearest training images: one plane of greys, or three.</param>
public sealed record EvaluationFigures(
    int Samples,
    SampleMetrics Generated,
    SampleMetrics Floor,
    int Compared,
    Memorisation Memorisation,
    ConditionalMetrics? Conditional,
    Picture Neighbours)
{
    private const string Headline = "Fréchet distance, generated ÷ real against real: the headline, 1 at best";
    private static readonly Measurement[] NoMeasurement = [];

    private string OfRandom => Generated.Digits is null ? Headline : "the same on random features, which no classifier shaped";

    /// <summary>Every number under its name, which carries the number of samples.</summary>
    public IReadOnlyList<Measurement> Measurements()
    {
        var n = Size(Samples);
        List<Measurement> all =
        [
            .. Generated.Digits is { Fd: var distance } ? [new($"fd{n}Ratio", distance / Floor.Digits!.Fd, 1, Headline)] : NoMeasurement,
            .. OfDigits($"fd{n}", digits => digits.Fd, "Fréchet distance on the classifier's 84 features, less is better"),
            new($"fdRandom{n}Ratio", Generated.FdRandom / Floor.FdRandom, 1, OfRandom),
            Both($"fdRandom{n}", metrics => metrics.FdRandom, "Fréchet distance on 64 random features, less is better"),
            Both($"kid{n}", metrics => metrics.Kid, "kernel distance, unbiased, less is better"),
            .. OfDigits(
                $"classifierScore{n}",
                digits => digits.ClassifierScore,
                "Inception Score with the classifier, 1 to the number of its classes"),
            Both($"precision{n}", metrics => metrics.PrecisionRecall.Precision, "share of generated images that look real (k = 5)"),
            Both($"recall{n}", metrics => metrics.PrecisionRecall.Recall, "share of real images within reach of generated ones (k = 5)"),
            Both($"density{n}", metrics => metrics.DensityCoverage.Density, "how densely real neighbourhoods are filled (k = 5), about 1"),
            Both(
                $"coverage{n}",
                metrics => metrics.DensityCoverage.Coverage,
                "share of real neighbourhoods that hold a generated image (k = 5)"),
            .. OfDigits(
                $"klToUniform{n}",
                digits => digits.Histogram.DivergenceFromUniform(),
                "KL of the classes' frequencies to uniform, nats, 0 at best"),
            new(
                $"memorisation{Size(Compared)}",
                Memorisation.Ratio,
                1,
                "distance to the nearest training image, generated ÷ test; well below 1 is memorised"),
        ];
        if (Conditional is not null)
        {
            all.Add(new Measurement(
                $"labelAgreement{n}",
                Conditional.LabelAgreement,
                Conditional.RealAgreement,
                "share of images that show what was asked for"));
            if (Conditional.TrainOnFake is { } accuracy)
            {
                all.Add(new Measurement(
                    $"trainOnFake{Size(TrainOnFake.Images)}",
                    accuracy,
                    Conditional.TrainOnReal,
                    "accuracy on real images of a classifier trained on generated ones only"));
            }
        }

        return all;
    }

    private static string Size(int count) =>
        count % 1000 == 0 ? FormattableString.Invariant($"{count / 1000}k") : FormattableString.Invariant($"{count}");

    private Measurement[] OfDigits(string name, Func<DigitMetrics, double> metric, string meaning) => Generated.Digits is null
        ? NoMeasurement
        : [Both(name, metrics => metric(metrics.Digits!), meaning)];

    private Measurement Both(string name, Func<SampleMetrics, double> metric, string meaning) =>
        new(name, metric(Generated), metric(Floor), meaning);
}

/// <summary>One number.</summary>
/// <param name="Name">Carries the number of samples.</param>
/// <param name="Value">Of the generated images; not finite for a ratio to a distance of 0.</param>
/// <param name="Floor">Of real images in their place; null where that means nothing.</param>
/// <param name="Meaning">What it says, in a line.</param>
public sealed record Measurement(string Name, double Value, double? Floor, string Meaning);

/// <summary>What can be measured of generators with classes only.</summary>
/// <param name="LabelAgreement">Share of images that show the digit asked for, 0 to 1.</param>
/// <param name="TrainOnFake">
/// Accuracy on real images of a classifier trained on generated ones only, 0 to 1; null where none was trained.
/// </param>
public sealed record ConditionalMetrics(double LabelAgreement, double? TrainOnFake)
{
    /// <summary>The classifier's accuracy on the unseen real images, 0 to 1; null where they have no labels.</summary>
    public double? RealAgreement { get; init; }

    /// <summary>
    /// Accuracy on the same images of a classifier trained on the real ones by the same recipe; null where that is not known.
    /// </summary>
    public double? TrainOnReal { get; init; }

    /// <summary>The label agreement of each class, and of real images of it where they have labels.</summary>
    public IReadOnlyList<ClassAgreement> Classes { get; init; } = [];
}

/// <summary>How many images of a class are seen as it.</summary>
/// <param name="Generated">Share of the generated images, 0 to 1.</param>
/// <param name="Real">Share of the unseen real images, 0 to 1; null where they have no labels or none is of this class.</param>
public sealed record ClassAgreement(double Generated, double? Real);
