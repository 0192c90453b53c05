using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class MnistTests
{
    /// <summary>Uses the cache that training uses; on a new machine this is the download itself.</summary>
    [Fact]
    public async Task Delivers_the_published_digits()
    {
        var mnist = await Mnist.EnsureAsync(folder: null);

        mnist.Verify(Mnist.Dataset.Files);
        var images = mnist.Read(Mnist.TrainImages);
        var labels = mnist.Read(Mnist.TrainLabels);

        Assert.Equal([60000, 28, 28], images.Shape);
        Assert.Equal(Mnist.TrainImages.Sha256, images.Sha256);
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], labels.Elements[..10].ToArray());
        // The mean grey level of the training set is 0.1307, the figure everybody normalises MNIST by.
        Assert.Equal(0.1307, images.Elements.ToArray().Average(level => level / 255.0), 4);
    }

    [Fact]
    public void Names_four_different_files()
    {
        Assert.Equal(4, Mnist.Dataset.Files.Select(file => file.Name).Distinct().Count());
        Assert.All(Mnist.Dataset.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
    }
}
