using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Tests.Evaluation.Classifiers;

namespace Gan.Onnx.Training.Tests.Evaluation.Images;

public class RandomFeaturesTests
{
    [Fact]
    public void Are_the_same_every_time_and_whatever_the_batch()
    {
        using RandomFeatures first = new(ImageSize.Digits), second = new(ImageSize.Digits);
        var images = Blocks.Draw(260).Images;

        var found = first.Of(images);

        Assert.Equal((260, RandomFeatures.Dimension), (found.Count, found.Dimension));
        Assert.Equal(found.Values.ToArray(), second.Of(images).Values.ToArray());
        Assert.Equal(found.Row(255).ToArray(), second.Of(images.AsSpan(255 * 784, 784)).Row(0).ToArray());
    }

    [Fact]
    public void Tell_sets_of_images_apart()
    {
        using var features = new RandomFeatures(ImageSize.Digits);
        var images = Blocks.Draw(200).Images;
        byte[] moved = [.. new byte[3 * 28], .. images[..^(3 * 28)]];

        Assert.Equal(0, FrechetDistance.Between(features.Of(images), features.Of(images)), 1e-9);
        Assert.True(FrechetDistance.Between(features.Of(images), features.Of(moved)) > 0.1);
    }

    [Theory]
    [InlineData(3, 45)]
    [InlineData(3, 16)]
    [InlineData(1, 20)]
    public void Work_on_images_of_any_size_and_see_every_channel(int channels, int side)
    {
        var size = new ImageSize(channels, side);
        using var features = new RandomFeatures(size);
        var images = new byte[200 * size.Length];
        new Random(1).NextBytes(images);
        var tinted = images.ToArray();
        for (var image = 0; image < 200; image++)
        {
            tinted.AsSpan(((image + 1) * size.Length) - (side * side), side * side).Fill(200);
        }

        Assert.Equal((200, RandomFeatures.Dimension), (features.Of(images).Count, features.Of(images).Dimension));
        Assert.True(FrechetDistance.Between(features.Of(images), features.Of(tinted)) > 0.1);
    }
}
