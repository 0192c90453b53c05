using Gan.Onnx.Generation.Random;
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
    [InlineData(0, "half of the 220 training images")]
    [InlineData(60, "half of the 220 images, of which 60 were held out, too few to compare with")]
    [InlineData(100, "100 images that training did not see")]
    public void Own_images_say_what_training_saw_of_them(int holdOut, string name)
    {
        var set = new ImageSet(new ArrayRows("set", [220, 4, 4], "", new byte[220 * 16]), null);
        var data = new ImageBatches(set, 4, LastBatch.Keep, new GreyScale(0, 1), new RandomStream(0, 0), holdOut);

        Assert.Equal(name, RealImages.Of(new IdxOptions([0, 1], 4, LastBatch.Keep, holdOut, 4, 1), data).Name);
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
