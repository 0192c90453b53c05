using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.ReportPage;
using Gan.Onnx.Training.Runs.TensorBoard;

namespace Gan.Onnx.Training.Tests.Runs;

public class KnownMetricsTests
{
    /// <summary>What every line has, and any number for what measures itself.</summary>
    private static readonly MetricsLine Line = new(10, 1, false, 100, 2, 50, 0.5, 1.5, 0.75, 0.25, 0.125, 3, 4)
    {
        Measured = MeasuredNumbers.Of(
            KnownMetrics.All.Where(metric => metric.Measure is not null).Select((metric, index) => (metric.Name, 300.5 + index))),
    };

    /// <summary>A line that lacks what measures itself but for the memory, and has what only a later version measures.</summary>
    private static readonly MetricsLine Early = Line with
    {
        Measured = MeasuredNumbers.Of([("residentMegabytes", 300.5), ("later", 7)]),
    };

    [Fact]
    public void Are_the_numbers_of_a_line() => Assert.Equal(
        MetricValues.Of(Line).Select(value => value.Name).Order(StringComparer.Ordinal),
        KnownMetrics.All.Select(metric => metric.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Are_told_apart_by_name_and_by_tag()
    {
        Assert.Equal(KnownMetrics.All.Count, KnownMetrics.All.Select(metric => metric.Name).Distinct().Count());
        Assert.Equal(KnownMetrics.All.Count, KnownMetrics.All.Select(metric => metric.Tag).Distinct().Count());
    }

    [Fact]
    public void Are_read_from_a_line() => Assert.Equal(
        [0.5, 1.5, 0.75, 0.25, 0.125, 3, 4, 50],
        KnownMetrics.All.Where(metric => metric.Measure is null).Select(metric => metric.Read(Line)));

    [Fact]
    public void That_measure_themselves_are_read_under_their_names() => Assert.Equal(
        300.5, Assert.Single(KnownMetrics.All, metric => metric.Name == "residentMegabytes").Read(Early));

    [Fact]
    public void Are_drawn_quality_first_and_the_machine_last() => Assert.Equal(
        [
            "Losses: discriminator, generator",
            "Judgement of the discriminator: D(real), D(fake)",
            "Diversity of the images: deviation",
            "Fréchet distance, digit classifier: fd2k",
            "Fréchet distance, random features: fdRandom2k",
            "later: later",
            "Speed: images/s",
            "Memory: resident",
        ],
        PageCurves.Of([Early], 10, critic: false).Charts
            .Select(chart => $"{chart.Title}: {string.Join(", ", chart.Series.Select(series => series.Name))}"));

    [Fact]
    public void Of_a_later_version_are_taken_to_be_of_the_images() =>
        Assert.Equal("quality/evaluation_later", TensorBoardLog.Tag("evaluation.later"));
}
