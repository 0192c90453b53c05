using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public class ImageLabelsTests
{
    [Fact]
    public void Classes_are_the_numbers_that_occur_and_are_called_by_them()
    {
        var labels = ImageLabels.Of("x", [26, 1, 3, 1], "sum");

        Assert.Equal((byte[])[2, 0, 1, 0], labels.Values);
        Assert.Equal(3, labels.Classes);
        Assert.Equal(["1", "3", "26"], labels.Names);
    }

    [Fact]
    public void Numbers_from_0_need_no_names()
    {
        var labels = ImageLabels.Of("x", [1, 0, 2], "sum");

        Assert.Equal((byte[])[1, 0, 2], labels.Values);
        Assert.Null(labels.Names);
    }

    [Fact]
    public void Too_many_different_numbers_are_refused() => Assert.Equal(
        "x: expected labels of at most 256 classes, found 257 different numbers. Give labels of fewer classes.",
        Assert.Throws<DatasetException>(() => ImageLabels.Of("x", [.. Enumerable.Range(0, 257)], "sum")).Message);
}
