using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class LabelledSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]
    [InlineData("emnist-letters-train-images-idx3-ubyte", "emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte")]
    [InlineData("train-images.idx3-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    public void Test_images_are_found_by_the_name_of_the_training_images(string train, string test, string labels)
    {
        Write(train, 6, train.Replace("images", "labels").Replace("idx3", "idx1"), [0, 1, 2, 0, 1, 2]);
        Write(test, 3, labels, [2, 1, 0]);

        var set = LabelledSet.Open(_folder["set"], null, CancellationToken.None);

        Assert.Equal((6, 3), (set.Train.Images.Count, set.Test.Images.Count));
        Assert.Equal([2, 1, 0], set.Test.Labels!.Values);
        Assert.Contains($"{test}, 3 images", set.Name);
    }

    [Fact]
    public void The_test_images_of_another_set_in_the_same_folder_are_not_taken()
    {
        Write("emnist-letters-train-images-idx3-ubyte", 3, "emnist-letters-train-labels-idx1-ubyte", [0, 1, 2]);
        Write("emnist-digits-test-images-idx3-ubyte", 3, "emnist-digits-test-labels-idx1-ubyte", [0, 1, 2]);

        Refused("the set's test images are found by this name, and there is no t10k-images-idx3-ubyte or test-images");
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        Write("train-images-idx3-ubyte", 3, "train-labels-idx1-ubyte", [0, 1, 2]);
        Write("t10k-images-idx3-ubyte", 2, "t10k-labels-idx1-ubyte", [0, 1]);
        Refused("expected test labels of the 3 classes of the training labels, found 2 classes.");

        Write("t10k-images-idx3-ubyte", 3, "t10k-labels-idx1-ubyte", [0, 1, 7]);
        Refused("Give the test labels of the same set.");

        Write("t10k-images-idx3-ubyte", 4, "t10k-labels-idx1-ubyte", [0, 1, 2]);
        Refused("expected labels of shape [4], one for each image, found shape [3].");

        Write("t10k-images-idx3-ubyte", 3, "t10k-labels-idx1-ubyte", [0, 1, 2], side: 5);
        Refused("expected test images like the training images, [3,4,4], found [3,5,5].");

        File.Delete(_folder["set/t10k-labels-idx1-ubyte"]);
        Refused("t10k-labels-idx1-ubyte");
    }

    private void Refused(string words) => Assert.Contains(
        words, Assert.Throws<DatasetException>(() => LabelledSet.Open(_folder["set"], null, CancellationToken.None)).Message);

    private void Write(string images, int count, string labelFile, byte[] labels, int side = 4)
    {
        IdxFile.Write(_folder[$"set/{images}"], [count, side, side], new byte[count * side * side]);
        IdxFile.Write(_folder[$"set/{labelFile}"], [labels.Length], labels);
    }
}
