using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Random;

public class RandomPermutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60_000)]
    public void Holds_every_index_once(int length)
    {
        var order = Order(length, block: 0);

        Assert.Equal(Enumerable.Range(0, length), order.Order());
    }

    [Fact]
    public void Differs_between_blocks_and_repeats_for_the_same_block()
    {
        Assert.NotEqual(Order(1000, block: 0), Order(1000, block: 1));
        Assert.Equal(Order(1000, block: 1), Order(1000, block: 1));
    }

    [Fact]
    public void Every_order_of_four_is_equally_likely()
    {
        const int Draws = 48_000;
        var counts = Enumerable.Range(0, Draws).CountBy(block => string.Join(' ', Order(4, (ulong)block))).ToDictionary();
        const double Expected = Draws / 24.0;
        var chiSquared = counts.Values.Sum(count => (count - Expected) * (count - Expected) / Expected);

        Assert.Equal(24, counts.Count);
        // 99.99 % of a chi-squared variable with 23 degrees of freedom lie below 56.6, 0.01 % below 5.2.
        Assert.InRange(chiSquared, 5.2, 56.6);
    }

    private static int[] Order(int length, ulong block)
    {
        var order = new int[length];
        new RandomStream(42, 1).Permutation(order, block);
        return order;
    }
}
