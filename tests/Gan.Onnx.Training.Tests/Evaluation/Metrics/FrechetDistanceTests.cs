using Gan.Onnx.Training.Evaluation.Metrics;
using MathNet.Numerics.LinearAlgebra;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class FrechetDistanceTests
{
    [Fact]
    public void Samples_are_at_no_distance_from_themselves()
    {
        var x = Features.Normal(200, 20, 1);

        Assert.Equal(0, FrechetDistance.Between(x, x), 1e-10);
    }

    [Fact]
    public void Is_symmetric()
    {
        var (x, y) = (Features.Normal(50, 5, 1), Features.Normal(80, 5, 2));

        Assert.Equal(FrechetDistance.Between(x, y), FrechetDistance.Between(y, x), 1e-12);
        Assert.True(FrechetDistance.Between(x, y) > 0.1);
    }

    [Fact]
    public void Variance_is_divided_by_one_less_than_the_samples() =>
        Assert.Equal(1 + 2, FrechetDistance.Between(Features.Line(0, 2), Features.Line(0, 0)), 1e-12);

    [Fact]
    public void Independent_features_add_up() =>
        // (3 − 0)² + (√4 − √1)² + (√9 − √25)²
        Assert.Equal(9 + 1 + 4, FrechetDistance.Between(Gaussian([3, 0], 4, 0, 9), Gaussian([0, 0], 1, 0, 25)), 1e-12);

    [Fact]
    public void Covariances_that_do_not_commute_have_the_root_of_two_by_two_matrices()
    {
        // tr √M = √(tr M + 2 √det M) for M = Σ₁Σ₂ = [2 4; 1 8].
        var expected = 4 + 5 - (2 * Math.Sqrt(10 + (2 * Math.Sqrt(12))));

        Assert.Equal(expected, FrechetDistance.Between(Gaussian([0, 0], 2, 1, 2), Gaussian([0, 0], 1, 0, 4)), 1e-12);
    }

    [Fact]
    public void Covariances_without_full_rank_are_no_trouble()
    {
        // Both on lines, at right angles: nothing is shared, so the variances add up.
        var (x, y) = (Features.Rows(2, -1, 0, 1, 0), Features.Rows(2, 0, -2, 0, 2));

        Assert.Equal(2 + 8, FrechetDistance.Between(x, y), 1e-12);
        Assert.Equal(0, FrechetDistance.Between(x, x), 1e-12);
    }

    [Fact]
    public void Fewer_samples_than_features_are_no_trouble()
    {
        var (x, y) = (Features.Normal(10, 30, 1), Features.Normal(10, 30, 2));

        Assert.Equal(0, FrechetDistance.Between(x, x), 1e-10);
        Assert.InRange(FrechetDistance.Between(x, y), 20, 60);
    }

    [Fact]
    public void Single_sample_is_refused() => Assert.StartsWith(
        "A covariance needs at least 2 samples, found 1.",
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(Features.Line(1), Features.Line(1, 2))).Message);

    private static GaussianMoments Gaussian(double[] mean, double a, double b, double c) =>
        new(Vector<double>.Build.Dense(mean), Matrix<double>.Build.DenseOfRowMajor(2, 2, [a, b, b, c]));
}
