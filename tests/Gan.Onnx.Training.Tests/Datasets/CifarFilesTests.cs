using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class CifarFilesTests : IDisposable
{
    private const int Record = 3073;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batches_are_read_in_their_order_with_labels_and_names()
    {
        var (one, ten) = (Records(1, 0, 1), Records(2, 2));
        File.WriteAllBytes(_folder["data_batch_2.bin"], one);
        File.WriteAllBytes(_folder["data_batch_10.bin"], ten);
        File.WriteAllText(_folder["batches.meta.txt"], "airplane\nautomobile\nbird\n\n");

        var files = CifarFiles.Find(_folder.Path);
        var set = CifarFiles.Read(_folder.Path, files, labelled: true);

        Assert.Equal([3, 3, 32, 32], set.Images.Shape);
        Assert.Equal((byte[])[.. one[1..Record], .. one[(Record + 1)..], .. ten[1..]], set.Images.Whole.ToArray());
        Assert.Equal<byte>([0, 1, 2], set.Labels!.Values);
        Assert.Equal(["airplane", "automobile", "bird"], set.Labels.Names);
    }

    [Fact]
    public void File_that_is_cut_off_is_refused()
    {
        File.WriteAllBytes(_folder["data_batch_1.bin"], Records(1, 0)[..^1]);

        Assert.Equal(
            $"{_folder["data_batch_1.bin"]}: expected records of 3073 bytes, a label and 3·32·32 bytes of an image, found a file of 3072 "
            + "bytes. Replace it.",
            Assert.Throws<DatasetException>(() => CifarFiles.Read(_folder.Path, CifarFiles.Find(_folder.Path), labelled: true)).Message);
    }

    [Fact]
    public void Fine_labels_of_cifar_100_are_read()
    {
        var records = Records(1, 0, 0);
        byte[] file = [9, 1, .. records[1..Record], 8, 0, .. records[(Record + 1)..]];
        File.WriteAllBytes(_folder["train.bin"], file);
        File.WriteAllText(_folder["fine_label_names.txt"], "apple\naquarium_fish\n");

        var set = CifarFiles.Read(_folder.Path, CifarFiles.Find(_folder.Path), labelled: true);

        Assert.Equal((byte[])[.. records[1..Record], .. records[(Record + 1)..]], set.Images.Whole.ToArray());
        Assert.Equal<byte>([1, 0], set.Labels!.Values);
        Assert.Equal(["apple", "aquarium_fish"], set.Labels.Names);
    }

    [Fact]
    public void Labels_that_do_not_occur_have_lines_of_names_too()
    {
        File.WriteAllBytes(_folder["data_batch_1.bin"], Records(1, 0, 2));
        File.WriteAllText(_folder["batches.meta.txt"], "airplane\nautomobile\nbird\n");

        Assert.Equal(["airplane", "bird"], CifarFiles.Read(_folder.Path, CifarFiles.Find(_folder.Path), labelled: true).Labels!.Names);
    }

    [Theory]
    [InlineData("a\nA\nb", "the classes 'a' and 'A' have the same name but for capital letters. Rename one of them.")]
    [InlineData("a\nb", "expected the names of 3 classes, one a line, found 2. Give them all, or remove the file.")]
    public void Names_that_a_manifest_would_not_take_are_refused_before_training(string names, string expected)
    {
        File.WriteAllBytes(_folder["data_batch_1.bin"], Records(1, 0, 1, 2));
        File.WriteAllText(_folder["batches.meta.txt"], names);

        Assert.Equal(
            $"{_folder["batches.meta.txt"]}: {expected}",
            Assert.Throws<DatasetException>(() => CifarFiles.Read(_folder.Path, CifarFiles.Find(_folder.Path), labelled: true)).Message);
    }

    [Theory]
    [InlineData(
        "data_batch_1",
        "expected MNIST's format or CIFAR's binary version, found its Python version ('data_batch_1'). Take the binary version, whose "
        + "files end in .bin.")]
    [InlineData("meta", "expected MNIST's format or CIFAR's binary version, found its Python version ('meta').")]
    [InlineData(
        "test_batch.bin", "expected training images, found CIFAR's test images alone ('test_batch.bin'). Put data_batch_*.bin there.")]
    public void Other_parts_and_versions_are_called_by_their_names(string file, string expected)
    {
        File.WriteAllBytes(_folder[file], [0]);

        Assert.StartsWith(
            $"{_folder.Path}: {expected}",
            Assert.Throws<DatasetException>(() => IdxFolder.Open(_folder.Path, labelled: true, transpose: false)).Message);
    }

    [Fact]
    public void Other_folders_have_none() => Assert.Empty(CifarFiles.Find(_folder["none"]));

    private static byte[] Records(int seed, params byte[] labels)
    {
        var records = new byte[labels.Length * Record];
        new Random(seed).NextBytes(records);
        for (var i = 0; i < labels.Length; i++)
        {
            records[i * Record] = labels[i];
        }

        return records;
    }
}
