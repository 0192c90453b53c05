using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation.Images;

public class RealImagesTests
{
    private readonly DatasetFolder _mnist = Mnist.EnsureAsync(null).GetAwaiter().GetResult();

    [Fact]
    public void Test_images_are_compared_with_all_training_images()
    {
        var real = RealImages.Test(_mnist);

        Assert.Equal("MNIST test, 10000 images", real.Name);
        Assert.True(real.Unseen.Span.SequenceEqual(_mnist.Read(Mnist.TestImages).Elements));
        Assert.True(real.UnseenLabels.Span.SequenceEqual(_mnist.Read(Mnist.TestLabels).Elements));
        Assert.True(real.Train.Span.SequenceEqual(_mnist.Read(Mnist.TrainImages).Elements));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50_000)]
    public void Images_held_out_are_the_last_and_the_others_are_trained_on(int count)
    {
        var real = RealImages.HeldOut(_mnist, count);

        var images = _mnist.Read(Mnist.TrainImages).Elements;
        var labels = _mnist.Read(Mnist.TrainLabels).Elements;
        Assert.Equal($"MNIST training, the last {count} images", real.Name);
        Assert.True(real.Unseen.Span.SequenceEqual(images[^(count * MnistOptions.Pixels)..]));
        Assert.True(real.UnseenLabels.Span.SequenceEqual(labels[^count..]));
        Assert.True(real.Train.Span.SequenceEqual(images[..^(count * MnistOptions.Pixels)]));
    }
}
