using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class DensityCoverageTests
{
    [Fact]
    public void Counts_real_balls_and_what_they_hold() =>
        // The balls around 0 and 1 hold 0.5 twice each, the others nothing.
        Assert.Equal(new DensityCoverage(4 / 3.0, 0.5), Between(Features.Line(0, 1, 10, 11), Features.Line(0.5, 0.5, 5)));

    [Fact]
    public void Changing_places_changes_the_result() =>
        // Around 0.5 the balls have no radius, around 5 one of 4.5, which holds 1.
        Assert.Equal(new DensityCoverage(1 / 4.0, 1 / 3.0), Between(Features.Line(0.5, 0.5, 5), Features.Line(0, 1, 10, 11)));

    [Fact]
    public void Density_is_divided_by_the_neighbours() =>
        // Radii of 2 (0, 1, 2 reach 2, 1, 2): 1 lies within all three balls.
        Assert.Equal(new DensityCoverage(3 / 2.0, 1), Between(Features.Line(0, 1, 2), Features.Line(1), neighbours: 2));

    [Fact]
    public void Border_belongs_to_the_ball() =>
        Assert.Equal(new DensityCoverage(1, 0.5), Between(Features.Line(0, 1), Features.Line(2)));

    [Fact]
    public void One_outlier_among_the_generated_changes_little()
    {
        var real = Features.Normal(300, 8, 1);
        var generated = Features.Normal(300, 8, 2);
        var withOutlier = new FeatureMatrix(300, 8, [.. generated.Values[8..], .. Enumerable.Repeat(1e6, 8)]);

        var (before, after) = (Between(real, generated, 5), Between(real, withOutlier, 5));

        Assert.Equal(before.Density, after.Density, 0.01);
        Assert.Equal(before.Coverage, after.Coverage, 0.01);
    }

    [Fact]
    public void Equal_distributions_have_the_expected_values()
    {
        // Naeem et al. 2020, lemma 2: E[coverage] = 1 − (N−1)…(N−k) / ((2N−1)…(2N−k)); E[density] = 1.
        const int Count = 1000;
        var missed = Enumerable.Range(1, 5).Aggregate(1.0, (product, i) => product * (Count - i) / ((2.0 * Count) - i));

        var found = Between(Features.Normal(Count, 16, 1), Features.Normal(Count, 16, 2), 5);

        Assert.Equal(1 - missed, found.Coverage, 0.02);
        Assert.Equal(1, found.Density, 0.05);
    }

    private static DensityCoverage Between(FeatureMatrix real, FeatureMatrix generated, int neighbours = 1) =>
        DensityCoverage.Between(Manifold.Of(real, neighbours, 2), generated, threads: 2);
}
