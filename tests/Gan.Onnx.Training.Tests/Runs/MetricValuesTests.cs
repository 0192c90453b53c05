using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class MetricValuesTests
{
    private static readonly MetricsLine Line = new(10, 1, false, 100, 2, 50, 0.5, 1.5, 0.75, 0.25, 0.125)
    {
        Measured = MeasuredNumbers.Of([("residentMegabytes", 300.5)]),
    };

    [Fact]
    public void Are_the_numbers_of_the_line_without_its_position() => Assert.Equal(
        [
            ("imagesPerSecond", 50),
            ("discriminatorLoss", 0.5),
            ("generatorLoss", 1.5),
            ("realProbability", 0.75),
            ("fakeProbability", 0.25),
            ("diversity", 0.125), ("residentMegabytes", 300.5),
        ],
        MetricValues.Of(Line));

    [Fact]
    public void What_is_missing_or_not_finite_is_left_out()
    {
        var names = MetricValues.Of(Line with { GeneratorLoss = double.NaN, ImagesPerSecond = double.PositiveInfinity, Diversity = null })
            .Select(value => value.Name);

        Assert.Equal(["discriminatorLoss", "realProbability", "fakeProbability", "residentMegabytes"], names);
    }
}
