using CsCheck;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Random;

public class RandomStreamTests
{
    private const int Many = 1_000_000;

    [Fact]
    public void A_value_does_not_depend_on_the_length_asked_for()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Byte).Sample((seed, block, length) =>
        {
            var stream = new RandomStream(seed, 3);
            var longer = new float[256];
            var shorter = new float[length];
            stream.Normal(longer, block, 0, 1);
            stream.Normal(shorter, block, 0, 1);
            var normalsAgree = longer.AsSpan(0, length).SequenceEqual(shorter);
            stream.Uniform(longer, block, 0, 1);
            stream.Uniform(shorter, block, 0, 1);
            return normalsAgree && longer.AsSpan(0, length).SequenceEqual(shorter);
        });
    }

    [Fact]
    public void Seed_stream_and_block_each_change_every_value()
    {
        var reference = Normals(new RandomStream(1, 2), 3, 64);

        Assert.Empty(reference.Intersect(Normals(new RandomStream(2, 2), 3, 64)));
        Assert.Empty(reference.Intersect(Normals(new RandomStream(1, 1), 3, 64)));
        Assert.Empty(reference.Intersect(Normals(new RandomStream(1, 2), 4, 64)));
        Assert.Equal(reference, Normals(new RandomStream(1, 2), 3, 64));
    }

    [Fact]
    public void High_bits_of_seed_and_block_matter()
    {
        var reference = Normals(new RandomStream(1, 2), 3, 16);

        Assert.NotEqual(reference, Normals(new RandomStream(1 + (1ul << 63), 2), 3, 16));
        Assert.NotEqual(reference, Normals(new RandomStream(1, 2), 3 + (1ul << 63), 16));
    }

    // Standard errors at a million draws: mean 0.001, variance 0.0014, third moment 0.004, fourth 0.01; the bounds are five of them.
    [Fact]
    public void Normal_numbers_have_the_moments_of_the_standard_normal()
    {
        var draws = Normals(new RandomStream(42, 0), 0, Many);

        Assert.InRange(Moment(draws, 1), -0.005, 0.005);
        Assert.InRange(Moment(draws, 2), 1 - 0.007, 1 + 0.007);
        Assert.InRange(Moment(draws, 3), -0.02, 0.02);
        Assert.InRange(Moment(draws, 4), 3 - 0.05, 3 + 0.05);
    }

    // 2·(1 − Φ(3)) = 0.0026998 and 2·(1 − Φ(4)) = 0.0000633: five standard errors either way.
    [Theory]
    [InlineData(3, 2441, 2960)]
    [InlineData(4, 24, 103)]
    public void Normal_numbers_have_the_tail_of_the_standard_normal(float deviations, int fewest, int most)
    {
        var draws = Normals(new RandomStream(42, 0), 1, Many);

        Assert.InRange(draws.Count(draw => MathF.Abs(draw) > deviations), fewest, most);
    }

    [Fact]
    public void The_two_numbers_of_a_Box_Muller_pair_are_uncorrelated()
    {
        var draws = Normals(new RandomStream(42, 0), 2, Many);
        double sum = 0, sumOfSquares = 0;
        for (var i = 0; i < draws.Length; i++)
        {
            if (i % 16 < 8)
            {
                sum += draws[i] * draws[i + 8];
                sumOfSquares += draws[i] * draws[i] * draws[i + 8] * draws[i + 8];
            }
        }

        Assert.InRange(sum / (Many / 2), -0.0071, 0.0071);
        Assert.InRange(sumOfSquares / (Many / 2), 1 - 0.02, 1 + 0.02);
    }

    [Fact]
    public void Normal_numbers_follow_the_formula_of_Box_and_Muller()
    {
        var stream = new RandomStream(5, 6);
        var words = new uint[64];
        stream.Bits(words, 7);
        var draws = Normals(stream, 7, 64);

        for (var i = 0; i < 64; i++)
        {
            var first = i % 16 < 8 ? i : i - 8;
            var radius = Math.Sqrt(-2 * Math.Log((words[first] + 0.5) / 4294967296.0));
            double quarterTurns = words[first + 8] >> 30;
            var angle = Math.PI / 2 * (quarterTurns + ((int)(words[first + 8] << 2) / 4294967296.0));
            Assert.Equal(radius * (i == first ? Math.Cos(angle) : Math.Sin(angle)), draws[i], 5e-6 * radius);
        }
    }

    [Fact]
    public void Mean_and_std_shift_and_scale()
    {
        var draws = new float[Many];
        new RandomStream(1, 1).Normal(draws, 0, -1, 0.5f);
        var mean = Moment(draws, 1);

        Assert.InRange(mean, -1.0025, -0.9975);
        Assert.InRange(Moment(draws, 2) - (mean * mean), 0.248, 0.252);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1e-36)]
    [InlineData(1_000_000, 1_000_001)]
    [InlineData(16_777_216, 16_777_220)]
    [InlineData(-1e30, 1)]
    public void Uniform_numbers_stay_below_their_upper_bound(float low, float high)
    {
        var draws = new float[Many];
        new RandomStream(9, 9).Uniform(draws, 9, low, high);

        Assert.True(draws.Min() >= low);
        Assert.True(draws.Max() < high);
    }

    [Fact]
    public void Uniform_numbers_fill_sixteen_bins_evenly()
    {
        var draws = new float[Many];
        new RandomStream(3, 1).Uniform(draws, 4, -1, 1);
        var expected = Many / 16.0;
        var chiSquared = draws.CountBy(draw => (int)((draw + 1) * 8))
            .Sum(bin => (bin.Value - expected) * (bin.Value - expected) / expected);

        // 99.99 % of a chi-squared variable with 15 degrees of freedom lie below 44.3, 0.01 % below 2.
        Assert.InRange(chiSquared, 2, 44.3);
    }

    [Theory]
    [InlineData(0, 1e-38)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(float.NaN, 1)]
    [InlineData(float.MinValue, float.MaxValue)]
    public void Uniform_refuses_bounds_without_a_finite_width(float low, float high)
    {
        var error = Assert.Throws<ArgumentException>(() => new RandomStream(0, 0).Uniform(new float[4], 0, low, high));

        Assert.Contains("low < high", error.Message);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0, float.NaN)]
    [InlineData(float.PositiveInfinity, 1)]
    public void Normal_refuses_a_negative_or_infinite_parameter(float mean, float std) =>
        Assert.Throws<ArgumentException>(() => new RandomStream(0, 0).Normal(new float[4], 0, mean, std));

    private static float[] Normals(RandomStream stream, ulong block, int length)
    {
        var draws = new float[length];
        stream.Normal(draws, block, 0, 1);
        return draws;
    }

    private static double Moment(float[] draws, int order) => draws.Average(draw => Math.Pow(draw, order));
}
