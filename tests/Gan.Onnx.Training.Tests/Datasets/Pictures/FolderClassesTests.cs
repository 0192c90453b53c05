using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

public sealed class FolderClassesTests : IDisposable
{
    private readonly PictureFolder _pictures = new();

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void Sub_folders_count_unless_they_are_hidden_or_lead_up()
    {
        Assert.Equal(1, FolderClasses.Count("images", _pictures.Root));
        _pictures.Add("a/1.png", 1);
        _pictures.Add("b/1.png", 1);
        _pictures.Add(".hidden/1.png", 1);
        Directory.CreateSymbolicLink(_pictures["up"], "..");

        Assert.Equal(2, FolderClasses.Count("images", _pictures.Root));
    }

    [Fact]
    public void More_sub_folders_than_classes_are_refused_with_the_way_out()
    {
        for (var i = 0; i < 257; i++)
        {
            Directory.CreateDirectory(_pictures[$"{i}"]);
        }

        Assert.Equal(
            $"{_pictures.Root}: the folder has 257 sub-folders, and each of 1 to 256 is a class. Remove some, or train without classes: "
            + "--set data.labelClasses=1.",
            Assert.Throws<DatasetException>(() => FolderClasses.Count("images", _pictures.Root)).Message);
    }

    [Fact]
    public void Labels_count_that_occur()
    {
        IdxFile.Write(_pictures["emnist-letters-train-images-idx3-ubyte"], [3, 1, 1], [1, 2, 3]);
        Assert.Equal(1, FolderClasses.Count("idx", _pictures.Root));
        IdxFile.Write(_pictures["emnist-letters-train-labels-idx1-ubyte"], [3], [1, 26, 1]);

        Assert.Equal(2, FolderClasses.Count("idx", _pictures.Root));
        Assert.Equal(2, FolderClasses.Count("idx", _pictures["emnist-letters-train-labels-idx1-ubyte"]));
    }

    [Fact]
    public void Where_nothing_is_nobody_knows() => Assert.Null(FolderClasses.Count("images", _pictures["none"]));
}
