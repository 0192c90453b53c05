using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class PrecisionRecallTests
{
    [Fact]
    public void Generated_samples_in_one_of_two_real_clusters_are_precise_but_recall_half() =>
        Assert.Equal(new PrecisionRecall(1, 0.5), Between(Features.Line(0, 1, 100, 101), Features.Line(0.2, 0.8)));

    [Fact]
    public void Real_samples_in_one_of_two_generated_clusters_are_recalled_but_precision_is_half() =>
        Assert.Equal(new PrecisionRecall(0.5, 1), Between(Features.Line(0.2, 0.8), Features.Line(0, 1, 100, 101)));

    [Fact]
    public void Balls_are_measured_among_their_own_kind() =>
        // Real balls have a radius of 1 and miss 6.5; the generated ones, of 5, reach from −3.5 to 11.5 and miss 12.
        Assert.Equal(new PrecisionRecall(1 / 2.0, 3 / 4.0), Between(Features.Line(0, 1, 11, 12), Features.Line(1.5, 6.5)));

    [Fact]
    public void Border_belongs_to_the_ball() =>
        Assert.Equal(1, Between(Features.Line(0, 1), Features.Line(2, 2)).Precision);

    [Fact]
    public void Ball_reaches_to_the_kth_neighbour()
    {
        var real = Features.Line(0, 1, 3, 7);

        Assert.Equal([1, 1, 4, 16], Manifold.Of(real, 1, 1).SquaredRadii);
        Assert.Equal([9, 4, 9, 36], Manifold.Of(real, 2, 1).SquaredRadii);
    }

    [Fact]
    public void Repeated_sample_is_its_own_neighbour_s_neighbour() =>
        Assert.Equal([0, 0, 25], Manifold.Of(Features.Line(4, 4, 9), 1, 1).SquaredRadii);

    [Fact]
    public void Equal_samples_are_fully_precise_and_recalled()
    {
        var x = Features.Normal(100, 10, 1);

        Assert.Equal(new PrecisionRecall(1, 1), Between(x, x, neighbours: 5));
    }

    [Fact]
    public void Too_few_samples_are_refused() => Assert.StartsWith(
        "A ball reaches to neighbour 1 to 2 of 3 samples, found 3.",
        Assert.Throws<ArgumentException>(() => Manifold.Of(Features.Line(1, 2, 3), 3, 1)).Message);

    [Fact]
    public void Ball_that_reaches_to_no_neighbour_is_refused() =>
        Assert.Throws<ArgumentException>(() => Manifold.Of(Features.Line(1, 2, 3), 0, 1));

    private static PrecisionRecall Between(FeatureMatrix real, FeatureMatrix generated, int neighbours = 1) =>
        PrecisionRecall.Between(Manifold.Of(real, neighbours, 2), Manifold.Of(generated, neighbours, 2), threads: 2);
}
