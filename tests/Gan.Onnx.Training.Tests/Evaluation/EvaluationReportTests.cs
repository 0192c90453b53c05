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
    public void Each_figure_is_the_one_of_its_name()
    {
        var found = Figures(10_000, new ConditionalMetrics(0.9, 0.97)).Measurements();

        (string, double, double?)[] expected =
        [
            ("fd10kRatio", 12, 1), ("fd10k", 6, 0.5), ("fdRandom10kRatio", 2, 1), ("fdRandom10k", 0.5, 0.25), ("kid10k", 0.2, -0.00012),
            ("classifierScore10k", 9, 9.8), ("precision10k", 0.7, 0.95), ("recall10k", 0.6, 0.94), ("density10k", 0.9, 1.1),
            ("coverage10k", 0.8, 0.97), ("klToUniform10k", Generated.Digits!.Histogram.DivergenceFromUniform(), 0),
            ("memorisation1k", 0.9, 1), ("labelAgreement10k", 0.9, null), ("trainOnFake60k", 0.97, null),
        ];
        Assert.Equal(expected, found.Select(measurement => (measurement.Name, measurement.Value, measurement.Floor)));
    }

    [Fact]
    public void Without_a_classifier_of_generated_images_there_is_no_figure_of_it() => Assert.Equal(
        "labelAgreement10k", Figures(10_000, new ConditionalMetrics(0.9, null)).Measurements()[^1].Name);

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
        Assert.Equal("seen  0: 3, 1: 1", lines[^1]);
        Assert.Equal(1 + 14 + 1, lines.Length);
    }

    [Fact]
    public void Classes_have_their_names_and_what_real_images_score()
    {
        var report = Report(
            Figures(10_000, new ConditionalMetrics(0.9, 0.97)
            {
                RealAgreement = 0.95,
                TrainOnReal = 0.98,
                Classes = [new(0.8, 0.9), new(1, null)],
            }),
            ["Sandal", "Bag"]);

        var lines = report.ToTable().Split('\n');
        Assert.StartsWith("labelAgreement10k         0.9     0.95  ", lines[13]);
        Assert.StartsWith("trainOnFake60k           0.97     0.98  ", lines[14]);
        Assert.Equal("seen  Sandal: 3, Bag: 1", lines[15]);
        Assert.Equal("label agreement of each, generated (real)  Sandal: 0.8 (0.9), Bag: 1", lines[16]);
        var json = JsonNode.Parse(report.ToJson())!;
        Assert.Equal(0.95, (double)json["floor"]!["labelAgreement10k"]!);
        Assert.Equal(
            """[{"name":"Sandal","labelAgreement":0.8,"real":0.9},{"name":"Bag","labelAgreement":1,"real":null}]""",
            json["classes"]!.ToJsonString());
    }

    [Theory]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00099, "9.9e-4")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(0.87654321, "0.8765")]
    [InlineData(12345, "12345")]
    public void Numbers_are_as_long_as_they_need_to_be(double score, string expected)
    {
        var figures = Figures(100, null) with { Generated = Generated with { Kid = score } };

        Assert.Equal(expected, Report(figures).ToTable().Split('\n')[5].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    [Fact]
    public void Says_which_classifier_it_was_measured_with() => Assert.Equal(
        $"Measured with the classifier models/classifier, SHA-256 {new string('b', 64)}, accuracy 99.30 %.", Report().MeasuredWith);

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
        Assert.Equal(("mine", "models/classifier"), ((string)json["preset"]!, (string)json["classifier"]!));
        Assert.Equal("MNIST test, 10000 images; floor: training images against them", (string)json["real"]!);
        Assert.Equal("""{"images":1000,"medianGenerated":900,"medianUnseen":1000}""", json["nearestTrainingImage"]!.ToJsonString());
    }

    [Fact]
    public void Ratio_to_a_distance_of_nothing_is_no_number()
    {
        var report = Report(Figures(1000, null) with
        {
            Floor = Floor with { FdRandom = 0 },
            Generated = Generated with { FdRandom = 0 },
            Memorisation = new Memorisation(900, 0),
        });

        Assert.Equal(2, report.ToTable().Split('\n').Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == "–"));
        var metrics = JsonNode.Parse(report.ToJson())!["metrics"]!.AsObject();
        Assert.Equal(["fdRandom1kRatio", "memorisation1k"], metrics.Where(metric => metric.Value is null).Select(metric => metric.Key));
    }

    private static EvaluationReport Report() => Report(Figures(10_000, new ConditionalMetrics(0.9, 0.97)));

    private static EvaluationReport Report(EvaluationFigures figures, IReadOnlyList<string>? classNames = null) => new(
        figures,
        new Manifest(new string('a', 64), "mine", 2, new NormalLatent(0, 1), 0, [1, 28, 28]) { ClassNames = classNames },
        new ClassifierManifest(new string('b', 64), 0.993, 10, 1, "c", "0.1.0", "train-classifier"),
        "MNIST test, 10000 images",
        seed: 7)
    {
        ClassifierFolder = "models/classifier",
    };

    private static EvaluationFigures Figures(int samples, ConditionalMetrics? conditional) =>
        new(samples, Generated, Floor, 1000, new Memorisation(900, 1000), conditional, new Picture(1, 1, new byte[1]));
}
