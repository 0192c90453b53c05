using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation;

public class EvaluationReportTests
{
    private static readonly SampleMetrics Generated = new(
        0.5, 0.2, new PrecisionRecall(0.7, 0.6), new DensityCoverage(0.9, 0.8), new DigitMetrics(6, 9, new ClassHistogram([3, 1])));
    private static readonly SampleMetrics Floor = new(
        0.25,
        -0.00012,
        new PrecisionRecall(0.95, 0.94),
        new DensityCoverage(1.1, 0.97),
        new DigitMetrics(0.5, 9.8, new ClassHistogram([2, 2])));

    [Fact]
    public void Names_carry_the_number_of_samples()
    {
        Assert.All(Figures(10_000, null).Measurements(), measurement =>
            Assert.Contains(measurement.Name.StartsWith("memorisation") ? "1k" : "10k", measurement.Name));
        Assert.Contains("fd1234", Figures(1234, null).Measurements().Select(measurement => measurement.Name));
    }

    [Fact]
    public void Headline_is_the_distance_over_its_floor()
    {
        var headline = Figures(10_000, null).Measurements()[0];

        Assert.Equal(("fd10kRatio", 12, 1), (headline.Name, headline.Value, headline.Floor));
    }

    [Fact]
    public void Generators_with_classes_have_two_figures_more()
    {
        string[] names = [.. Figures(10_000, new ConditionalMetrics(0.9, 0.97)).Measurements().Select(measurement => measurement.Name)];

        Assert.Equal(
            [.. Figures(10_000, null).Measurements().Select(measurement => measurement.Name), "labelAgreement10k", "trainOnFake60k"],
            names);
    }

    [Fact]
    public void Table_has_a_line_for_each_figure()
    {
        var lines = Report().ToTable().Split('\n');

        Assert.Equal("metric              generated     real  meaning", lines[0]);
        Assert.Equal(
            "fd10kRatio                 12        1  Fréchet distance, generated ÷ real against real: the headline, 1 at best", lines[1]);
        Assert.Equal("kid10k                    0.2  -1.2e-4  kernel distance, unbiased, less is better", lines[5]);
        Assert.Equal(
            "trainOnFake60k           0.97           accuracy on real images of a classifier trained on generated ones only", lines[^2]);
        Assert.Equal("digits  0: 3, 1: 1", lines[^1]);
    }

    [Fact]
    public void Json_holds_the_figures_and_where_they_come_from()
    {
        var json = JsonNode.Parse(Report().ToJson())!;

        Assert.Equal(6, (double)json["metrics"]!["fd10k"]!);
        Assert.Equal(0.5, (double)json["floor"]!["fd10k"]!);
        Assert.Equal(0.97, (double)json["metrics"]!["trainOnFake60k"]!);
        Assert.Null(json["floor"]!["trainOnFake60k"]);
        Assert.Equal((10_000, 7), ((int)json["samples"]!, (int)json["seed"]!));
        Assert.Equal(new string('a', 64), (string)json["modelSha256"]!);
        Assert.Equal((new string('b', 64), 0.993), ((string)json["classifierSha256"]!, (double)json["classifierAccuracy"]!));
        Assert.Equal([3, 1], json["digits"]!.AsArray().Select(count => (int)count!));
    }

    private static EvaluationReport Report() => new(
        Figures(10_000, new ConditionalMetrics(0.9, 0.97)),
        new Manifest(new string('a', 64), "mine", 2, new NormalLatent(0, 1), 0, [1, 28, 28]),
        new ClassifierManifest(new string('b', 64), 0.993, 10, 1, "c", "0.1.0", "train-classifier"),
        "MNIST test, 10000 images",
        seed: 7);

    private static EvaluationFigures Figures(int samples, ConditionalMetrics? conditional) =>
        new(samples, Generated, Floor, 1000, new Memorisation(900, 1000), conditional, [new GreyImage(1, 1, new byte[1])]);
}
