using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Tests.Evaluation.Classifiers;

namespace Gan.Onnx.Training.Tests.Evaluation.Images;

public class RandomFeaturesTests
{
    [Fact]
    public void Are_the_same_every_time_and_whatever_the_batch()
    {
        using RandomFeatures first = new(), second = new();
        var images = Blocks.Draw(260).Images;

        var found = first.Of(images);

        Assert.Equal((260, RandomFeatures.Dimension), (found.Count, found.Dimension));
        Assert.Equal(found.Values.ToArray(), second.Of(images).Values.ToArray());
        Assert.Equal(found.Row(255).ToArray(), second.Of(images.AsSpan(255 * 784, 784)).Row(0).ToArray());
    }

    [Fact]
    public void Tell_sets_of_images_apart()
    {
        using var features = new RandomFeatures();
        var images = Blocks.Draw(200).Images;
        byte[] moved = [.. new byte[3 * 28], .. images[..^(3 * 28)]];

        Assert.Equal(0, FrechetDistance.Between(features.Of(images), features.Of(images)), 1e-9);
        Assert.True(FrechetDistance.Between(features.Of(images), features.Of(moved)) > 0.1);
    }
}
