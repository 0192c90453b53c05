using Gan.Onnx.Training.Runs.Plots;

namespace Gan.Onnx.Training.Tests.Runs.Plots;

public sealed class OptimalDiscriminatorTests
{
    [Fact]
    public void Is_one_half_where_the_samples_are_distributed_as_the_data()
    {
        var optimum = OptimalDiscriminator.Estimate([3.5, 4, 4.5], 4, 0.5, NormalSamples(4, 0.5));

        Assert.All(optimum, value => Assert.Equal(0.5, value, 0.01));
    }

    [Fact]
    public void Is_one_where_only_data_fall_and_zero_where_only_samples_fall()
    {
        var optimum = OptimalDiscriminator.Estimate([0, 4], 4, 0.5, NormalSamples(0, 0.5));

        Assert.Equal([0, 1], optimum.Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void Follows_the_formula_where_both_fall()
    {
        // p_data and p_model at 3: N(4, 0.5²) gives 0.10798, N(2, 1²) gives 0.24197, hence 0.30856.
        var optimum = OptimalDiscriminator.Estimate([3], 4, 0.5, NormalSamples(2, 1));

        Assert.Equal(0.30856, optimum[0], 0.005);
    }

    [Fact]
    public void Says_nothing_where_neither_falls()
    {
        Assert.True(double.IsNaN(OptimalDiscriminator.Estimate([100], 4, 0.5, NormalSamples(0, 0.5))[0]));
    }

    [Fact]
    public void Stands_a_generator_that_gives_one_value_only()
    {
        Assert.Equal(0, OptimalDiscriminator.Estimate([1], 4, 0.5, [1f, 1f, 1f])[0], 1e-6);
    }

    /// <summary>
    /// The centres of 20,000 equally likely stretches of a normal distribution, by the inverse of its distribution function.
    /// </summary>
    private static float[] NormalSamples(double mean, double std) =>
        [.. Enumerable.Range(0, 20_000).Select(i => (float)(mean + (std * Quantile((i + 0.5) / 20_000))))];

    /// <summary>Bisection of the distribution function, itself summed by Simpson's rule from the centre.</summary>
    private static double Quantile(double p)
    {
        var (low, high) = (-6.0, 6.0);
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Distribution(middle) < p ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double Distribution(double z)
    {
        const int Steps = 20;
        var h = z / Steps;
        var sum = 1 + Math.Exp(-z * z / 2);
        for (var i = 1; i < Steps; i++)
        {
            sum += (i % 2 == 0 ? 2 : 4) * Math.Exp(-i * h * i * h / 2);
        }

        return 0.5 + (sum * h / 3 / Math.Sqrt(Math.Tau));
    }
}
