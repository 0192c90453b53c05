using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class MetricsIntervalTests
{
    [Theory]
    [InlineData(600, 60_000, 60 + 10)]
    [InlineData(60, 1_906, 20)]
    [InlineData(3, 60_000, 30 + 10)]
    [InlineData(1, 5, 20)]
    public void Every_epoch_ends_in_a_line_and_young_ones_have_more(int stepsPerEpoch, int images, int lines)
    {
        var due = Due(stepsPerEpoch, images, 20 * stepsPerEpoch);

        Assert.Equal(lines, due.Count);
        Assert.All(Enumerable.Range(1, 20), epoch => Assert.Contains(epoch * stepsPerEpoch, due));
    }

    [Fact]
    public void Mnist_has_six_lines_an_epoch_ten_times_and_then_one()
    {
        var due = Due(937, 59_968, 15 * 937);

        Assert.Equal([157, 313, 469, 625, 781, 937], due.Take(6));
        Assert.Equal((10 * 6) + 5, due.Count);
        Assert.Equal([10 * 937, 11 * 937, 12 * 937, 13 * 937, 14 * 937, 15 * 937], due.TakeLast(6));
    }

    [Fact]
    public void A_large_epoch_keeps_a_line_every_60000_images()
    {
        var due = Due(10_000, 1_200_000, 20_000);

        Assert.Equal(120 + 20, due.Count);
        Assert.Equal([10_500, 11_000], due.Skip(120).Take(2));
    }

    private static List<int> Due(int stepsPerEpoch, int images, int steps) =>
        [.. Enumerable.Range(1, steps).Where(step => MetricsInterval.IsDue(step, stepsPerEpoch, images))];
}
