using Gan.Onnx.Serving.Batching;

namespace Gan.Onnx.Serving.Tests.Batching;

public class BatchSizesTests
{
    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "1 2")]
    [InlineData(8, "1 2 4 8")]
    public void Every_power_of_two_up_to_the_largest_is_prepared(int largest, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', BatchSizes.UpTo(largest)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(64, 64)]
    [InlineData(127, 64)]
    public void The_largest_that_is_filled_is_taken(int count, int size) => Assert.Equal(size, BatchSizes.LargestWithin(count));

    [Theory]
    [InlineData(64, 28 * 28, 64)]
    [InlineData(1024, 3 * 64 * 64, 1024)]
    [InlineData(64, 3 * 512 * 512, 16)]
    [InlineData(64, 3 * 1024 * 1024, 4)]
    [InlineData(1, 3 * 1024 * 1024, 1)]
    [InlineData(64, int.MaxValue, 1)]
    public void Batches_of_large_images_are_smaller(int wanted, int values, int expected) =>
        Assert.Equal(expected, BatchSizes.Largest(wanted, values));
}
