using System.Buffers.Binary;
using System.IO.Compression;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte")]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte")]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")]
    [InlineData("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte.gz")]
    [InlineData("emnist-digits-train-images-idx3-ubyte", "emnist-digits-train-labels-idx1-ubyte")]
    [InlineData("qmnist-train-images-idx3-ubyte.gz", "qmnist-train-labels-idx1-ubyte")]
    public void Official_names_are_found_by_the_folder_or_by_either_file(string images, string labels)
    {
        Write(images, Bytes([2, 1, 2], 1, 2, 3, 4));
        Write(labels, Bytes([2], 1, 0));

        foreach (var path in new[] { _folder.Path, _folder[images], _folder[labels] })
        {
            var set = IdxFolder.Open(path, labelled: true, transpose: false);
            Assert.Equal<byte>([1, 2, 3, 4], set.Images.Whole.ToArray());
            Assert.Equal<byte>([1, 0], set.Labels!.Values);
        }
    }

    [Fact]
    public void Labels_of_qmnist_are_its_first_column()
    {
        Write("qmnist-train-images-idx3-ubyte", Bytes([2, 1, 1], 1, 2));
        Write("qmnist-train-labels-idx2-int", Integers([2, 8], [5, 4, 0, 0, 0, 0, 0, 0, 3, 9, 1, 1, 1, 1, 1, 1]));

        var labels = IdxFolder.Open(_folder.Path, labelled: true, transpose: false).Labels!;

        Assert.Equal<byte>([1, 0], labels.Values);
        Assert.Equal(["3", "5"], labels.Names);
    }

    [Theory]
    [InlineData("0000090100000002ff01", "-1 1")]
    [InlineData("00000b01000000020101" + "0002", "2 257")]
    [InlineData("00000802000000020000000107" + "05", "5 7")]
    public void Labels_of_other_whole_numbers_are_read(string hex, string names)
    {
        Write("train-images-idx3-ubyte", Bytes([2, 1, 1], 1, 2));
        Write("train-labels-idx1-ubyte", Convert.FromHexString(hex));

        Assert.Equal(names.Split(' '), IdxFolder.Open(_folder.Path, labelled: true, transpose: false).Labels!.Names);
    }

    [Fact]
    public void Labels_that_are_no_whole_numbers_are_refused_by_their_type()
    {
        Write("train-images-idx3-ubyte", Bytes([1, 1, 1], 1));
        Write("train-labels-idx1-ubyte", Convert.FromHexString("00000d01000000013f800000"));

        Assert.Equal(
            $"{_folder["train-labels-idx1-ubyte"]}: expected labels that are whole numbers, found 32-bit floating-point numbers. "
            + "Give the file of the labels that belong to the images.",
            Refusal());
    }

    [Fact]
    public void File_of_no_label_is_refused()
    {
        Write("train-images-idx3-ubyte", Bytes([1, 1, 1], 1));
        Write("train-labels-idx1-ubyte", Bytes([0]));

        Assert.StartsWith($"{_folder["train-labels-idx1-ubyte"]}: expected labels, one for each image, found none.", Refusal());
    }

    [Fact]
    public void Images_of_other_numbers_are_refused_by_their_type()
    {
        Write("train-images-idx3-ubyte", Integers([1, 1, 1], [1]));

        Assert.EndsWith(
            "this one starts with 00000c03 and holds 32-bit integers. Write the images as bytes, 0 black to 255 white.", Refusal());
    }

    [Fact]
    public void Rows_and_columns_are_exchanged_where_that_is_asked_for()
    {
        Write("train-images-idx3-ubyte", Bytes([2, 2, 3], 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16));

        var images = IdxFolder.Open(_folder.Path, labelled: false, transpose: true).Images;

        Assert.Equal([2, 3, 2], images.Shape);
        Assert.Equal<byte>([1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16], images.Whole.ToArray());
        Assert.Equal(IdxFile.Read(_folder["train-images-idx3-ubyte"]).Sha256, images.Sha256);
    }

    [Fact]
    public void Dimensions_of_1_at_the_end_are_nothing()
    {
        Write("train-images-idx3-ubyte", Bytes([1, 2, 2, 1], 1, 2, 3, 4));
        Assert.Equal([1, 2, 2], IdxFolder.Open(_folder.Path, labelled: false, transpose: false).Images.Shape);

        Write("train-images-idx3-ubyte", Bytes([2, 1, 1, 1, 1], 1, 2));
        Assert.Equal([2, 1, 1], IdxFolder.Open(_folder.Path, labelled: false, transpose: false).Images.Shape);
    }

    [Fact]
    public void Colours_at_the_end_come_to_the_front()
    {
        Write("train-images-idx4-ubyte", Bytes([1, 2, 2, 3], 1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24));

        var images = IdxFolder.Open(_folder.Path, labelled: false, transpose: false).Images;

        Assert.Equal([1, 3, 2, 2], images.Shape);
        Assert.Equal<byte>([1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24], images.Whole.ToArray());
        Assert.Equal<byte>(
            [1, 3, 2, 4, 11, 13, 12, 14, 21, 23, 22, 24],
            IdxFolder.Open(_folder.Path, labelled: false, transpose: true).Images.Whole.ToArray());
    }

    [Fact]
    public void Of_several_sets_one_must_be_named()
    {
        Write("emnist-digits-train-images-idx3-ubyte", Bytes([1, 1, 1], 1));
        Write("emnist-letters-train-images-idx3-ubyte", Bytes([1, 1, 1], 2));

        Assert.Equal(
            $"{_folder.Path}: there are several sets (emnist-digits-train-images-idx3-ubyte, emnist-letters-train-images-idx3-ubyte). "
            + "Name the file of the images that you want with --data.",
            Refusal());
    }

    [Fact]
    public void Set_without_labels_is_refused_by_the_name_that_is_missing()
    {
        Write("emnist-digits-train-images-idx3-ubyte", Bytes([1, 1, 1], 1));

        Assert.Equal(
            $"data of type idx: {_folder.Path} holds no emnist-digits-train-labels-idx1-ubyte (plain or .gz). Put the official file there.",
            Refusal());
    }

    private static byte[] Bytes(int[] shape, params byte[] elements) => [.. IdxHeader.Of(shape), .. elements];

    private static byte[] Integers(int[] shape, int[] elements)
    {
        var file = IdxHeader.Of(shape).Concat(new byte[4 * elements.Length]).ToArray();
        file[2] = 0x0C;
        for (var i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(file.Length - (4 * elements.Length) + (4 * i)), elements[i]);
        }

        return file;
    }

    private void Write(string name, byte[] content)
    {
        using Stream file = name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(File.Create(_folder[name]), CompressionLevel.Fastest)
            : File.Create(_folder[name]);
        file.Write(content);
    }

    private string Refusal() =>
        Assert.Throws<DatasetException>(() => IdxFolder.Open(_folder.Path, labelled: true, transpose: false)).Message;
}
