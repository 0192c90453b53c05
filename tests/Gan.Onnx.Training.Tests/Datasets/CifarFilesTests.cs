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
