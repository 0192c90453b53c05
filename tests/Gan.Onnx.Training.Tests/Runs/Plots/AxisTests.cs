using CsCheck;
using Gan.Onnx.Training.Runs.Plots;

namespace Gan.Onnx.Training.Tests.Runs.Plots;

public sealed class AxisTests
{
    [Theory]
    [InlineData(-0.03, 1.03, 4, new[] { "0.00", "0.25", "0.50", "0.75", "1.00" })]
    [InlineData(0.62, 3.4, 4, new[] { "1.0", "1.5", "2.0", "2.5", "3.0" })]
    [InlineData(-3.3, 3.4, 4, new[] { "−2", "0", "2" })]
    [InlineData(1, 3, 11, new[] { "1", "2", "3" })]
    [InlineData(1, 100, 11, new[] { "10", "20", "30", "40", "50", "60", "70", "80", "90", "100" })]
    [InlineData(1, 46900, 4, new[] { "10,000", "20,000", "30,000", "40,000" })]
    [InlineData(0.0001, 0.0004, 3, new[] { "0.0001", "0.0002", "0.0003", "0.0004" })]
    [InlineData(0, 4e10, 2, new[] { "0", "2e10", "4e10" })]
    public void Ticks_are_round(double min, double max, int ticks, string[] expected)
    {
        var axis = new Axis(AxisRange.Covering([min, max], ticks), 0, 100);

        Assert.Equal(expected, axis.Ticks().Select(tick => tick.Label));
    }

    [Fact]
    public void Ticks_are_few_increasing_and_in_range()
    {
        var value = Gen.OneOf(Gen.Float[-1000, 1000], Gen.Float.Special);
        Gen.Select(value, value).Sample((a, b) =>
        {
            var range = AxisRange.Covering([a, b], 5);
            double[] ticks = [.. new Axis(range, 0, 100).Ticks().Select(tick => tick.Value)];
            return range.Min < range.Max
                && ticks.Length is >= 1 and <= 12
                && ticks.Zip(ticks.Skip(1)).All(pair => pair.First < pair.Second)
                && ticks.All(tick => tick >= range.Min - (range.Step * 1e-6) && tick <= range.Max + (range.Step * 1e-6));
        });
    }

    [Fact]
    public void Covers_all_finite_values_and_widens_to_ticks()
    {
        var range = AxisRange.Covering([0.3, double.NaN, 4.7, double.PositiveInfinity], 5);

        Assert.Equal((0.3, 4.7), (range.Min, range.Max));
        Assert.Equal((0, 5), (range.Widened().Min, range.Widened().Max));
    }

    [Fact]
    public void Gives_a_single_value_room_and_nothing_a_range()
    {
        var single = AxisRange.Covering([3, 3], 5);
        var none = AxisRange.Covering([double.NaN], 5);

        Assert.Equal((2.5, 3.5), (single.Min, single.Max));
        Assert.Equal(["3"], new Axis(single, 0, 100).Ticks().Select(tick => tick.Label));
        Assert.Equal((0, 1), (none.Min, none.Max));
    }

    [Fact]
    public void Maps_the_ends_of_the_range_to_the_ends_of_the_pixels()
    {
        var axis = new Axis(new AxisRange(10, 20, 5), 300, 100);

        Assert.Equal(300, axis.Map(10));
        Assert.Equal(200, axis.Map(15));
        Assert.Equal(100, axis.Map(20));
    }
}
