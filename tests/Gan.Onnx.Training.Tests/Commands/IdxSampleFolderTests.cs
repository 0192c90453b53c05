using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>sample --format idx</c> from a conditional generator: all that torchvision's MNIST looks for.</summary>
public sealed class IdxSampleFolderTests : IDisposable
{
    private static readonly string[] Files =
        ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", "train-images-idx3-ubyte", "train-labels-idx1-ubyte"];

    private readonly TemporaryFolder _folder = new();

    public IdxSampleFolderTests()
    {
        new TestRun(_folder["run"], TinyPresets.Labels(), images: 10).TrainTo(2);
        Assert.Equal(
            $"{_folder["mnist"]}: 13 images of 'tiny-labels', seed 3.\n"
            + $"Test images are beside them; torchvision.datasets.MNIST('{_folder["mnist"]}') reads both.\n",
            Sample("mnist", "--format", "idx", "--count", "13"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Test_images_are_the_next_ones_of_the_seed_and_a_sixth_as_many()
    {
        Sample("both.idx", "--count", "15");
        Sample("labels", "--format", "idx", "--count", "15");

        var both = IdxFile.Read(_folder["both.idx"]).Elements;
        var labels = IdxFile.Read(_folder["labels/train-labels-idx1-ubyte"]).Elements;
        Assert.Equal([2, 28, 28], IdxFile.Read(_folder["mnist/t10k-images-idx3-ubyte"]).Shape);
        Assert.Equal(both[..(13 * 784)].ToArray(), Read("train-images-idx3-ubyte"));
        Assert.Equal(both[(13 * 784)..].ToArray(), Read("t10k-images-idx3-ubyte"));
        Assert.Equal(labels[..13].ToArray(), Read("train-labels-idx1-ubyte"));
        Assert.Equal(labels[13..].ToArray(), Read("t10k-labels-idx1-ubyte"));
    }

    [Fact]
    public void Files_are_found_where_torchvision_looks() => Assert.All(Files, file =>
        Assert.Equal(File.ReadAllBytes(_folder[$"mnist/{file}"]), File.ReadAllBytes(_folder[$"mnist/MNIST/raw/{file}"])));

    [Fact]
    public void Folder_can_be_trained_on() => CommandRun.Good(
        "train", "--preset", "mlp", "--data", _folder["mnist"], "--set", "data.type=idx", "--set", "data.batch=4", "--steps", "1",
        "--evaluations", "0", "--run", _folder["trained"]);

    [Fact]
    public void Replacing_asks_for_force_and_gives_good_links_again()
    {
        File.Delete(_folder["mnist/train-labels-idx1-ubyte"]);

        Assert.Contains("exists already", CommandRun.Mistake(Words("mnist", "--format", "idx", "--count", "1")));
        Sample("mnist", "--format", "idx", "--count", "1", "--force");

        Assert.Equal([1], IdxFile.Read(_folder["mnist/MNIST/raw/t10k-labels-idx1-ubyte"]).Shape);
    }

    [Theory]
    [InlineData("18446744073709551615")]
    [InlineData("9223372036854775808")]
    public void Seeds_are_those_of_the_server(string seed) =>
        CommandRun.Good("sample", "--model", _folder["run"], "--output", _folder["x.png"], "--seed", seed);

    private byte[] Read(string file) => IdxFile.Read(_folder[$"mnist/{file}"]).Elements.ToArray();

    private string Sample(string file, params string[] options) => CommandRun.Good(Words(file, options));

    private string[] Words(string file, params string[] options) =>
        ["sample", "--model", _folder["run"], "--output", _folder[file], "--seed", "3", .. options];
}
