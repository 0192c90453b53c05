using CsCheck;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class GreyScaleTests
{
    private static readonly byte[] AllLevels = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];

    [Theory]
    [InlineData(-1f, 1f)]
    [InlineData(0f, 1f)]
    [InlineData(0f, 255f)]
    [InlineData(1f, 0f)]
    public void Maps_black_to_low_white_to_high_and_the_rest_between(float low, float high)
    {
        var values = new float[256];

        new GreyScale(low, high).Map(AllLevels, values);

        Assert.Equal(low, values[0]);
        Assert.Equal(high, values[255]);
        for (var level = 0; level < 256; level++)
        {
            Assert.Equal((level / 255.0 * (high - low)) + low, values[level], Math.Abs(high - low) * 1e-7);
        }
    }

    [Fact]
    public void A_level_has_one_value_wherever_it_stands()
    {
        var scale = new GreyScale(-1, 1);
        var alone = new float[256];
        for (var level = 0; level < 256; level++)
        {
            scale.Map(AllLevels.AsSpan(level, 1), alone.AsSpan(level));
        }

        Gen.Byte.Array.Sample(levels =>
        {
            byte[] image = [.. levels, .. AllLevels, .. levels];
            var values = new float[image.Length];
            scale.Map(image, values);
            return image.Select(level => alone[level]).SequenceEqual(values);
        });
    }
}
