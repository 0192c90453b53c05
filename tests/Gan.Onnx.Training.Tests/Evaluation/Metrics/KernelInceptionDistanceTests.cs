using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class KernelInceptionDistanceTests
{
    [Fact]
    public void Is_the_unbiased_estimate_by_hand()
    {
        // k(0,1) = 1; k(2,3) = 343; k(0,2) = k(0,3) = 1, k(1,2) = 27, k(1,3) = 64.
        var found = KernelInceptionDistance.Between(Features.Line(0, 1), Features.Line(2, 3), threads: 1);

        Assert.Equal(1 + 343 - (2 * (1 + 1 + 27 + 64) / 4.0), found, 1e-12);
    }

    [Fact]
    public void Products_are_divided_by_the_dimension()
    {
        // x·y / 2 + 1: k = 2³ within x, 1 within y, 1.5³ and 1 across, each of the two x alike.
        var found = KernelInceptionDistance.Between(Features.Rows(2, 1, 1, 1, 1), Features.Rows(2, 1, 0, 0, 0), threads: 1);

        Assert.Equal(8 + 1 - (2 * (3.375 + 1) / 2), found, 1e-12);
    }

    [Fact]
    public void Sets_may_differ_in_size_and_change_places()
    {
        var (x, y) = (Features.Normal(30, 4, 1), Features.Normal(50, 4, 2));

        Assert.Equal(KernelInceptionDistance.Between(x, y, 1), KernelInceptionDistance.Between(y, x, 2), 1e-12);
    }

    [Fact]
    public void Equal_distributions_are_at_no_distance_and_others_are()
    {
        var (x, y) = (Features.Normal(500, 8, 1), Features.Normal(500, 8, 2));
        var moved = new FeatureMatrix(500, 8, [.. y.Values.ToArray().Select(value => value + 1)]);

        Assert.InRange(KernelInceptionDistance.Between(x, y, 2), -0.05, 0.05);
        Assert.True(KernelInceptionDistance.Between(x, moved, 2) > 2);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Single_sample_is_refused(int countX, int countY) => Assert.StartsWith(
        $"The unbiased estimate needs at least 2 samples of each kind, found {countX} and {countY}.",
        Assert.Throws<ArgumentException>(
            () => KernelInceptionDistance.Between(Features.Normal(countX, 1, 1), Features.Normal(countY, 1, 2), 1)).Message);
}
