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
    public void Are_about_as_large_as_the_pixels_that_they_are_of()
    {
        // Weights of variance 2 / inputs keep the mean square from layer to layer (He et al. 2015, equation 10).
        using var features = new RandomFeatures(ImageSize.Digits);
        var images = new byte[50 * 784];
        new Random(1).NextBytes(images);

        var found = features.Of(images).Values.ToArray();

        var (pixels, meanSquare) = (images.Average(grey => Math.Pow(grey / 255.0, 2)), found.Average(value => value * value));
        Assert.InRange(meanSquare / pixels, 0.25, 4);
        Assert.InRange(found.Count(value => value == 0) / (double)found.Length, 0.1, 0.9);
    }

    [Fact]
    public void Biases_see_to_it_that_black_images_have_features_too()
    {
        using var features = new RandomFeatures(ImageSize.Digits);

        var found = features.Of(new byte[784]).Row(0).ToArray();

        Assert.InRange(found.Count(value => value > 0), 16, 48);
        Assert.InRange(found.Max(), 0.01, 1);
    }

    [Fact]
    public void Are_those_that_published_figures_were_measured_with()
    {
        // From this network's own output: another one would make figures that cannot be compared with those before.
        using var features = new RandomFeatures(ImageSize.Digits);

        Assert.Equal(0.110555, features.Of(Blocks.Draw(10).Images).Values.ToArray().Average(), 1e-5);
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
