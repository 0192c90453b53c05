using System.IO.Compression;
using System.Security.Cryptography;
using CsCheck;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class IdxFileTests : IDisposable
{
    /// <summary>Two 2×3 images: 00 00 08 03, three big-endian dimensions, twelve bytes.</summary>
    private static readonly byte[] Golden = Convert.FromHexString(
        "00000803" + "00000002" + "00000002" + "00000003" + "000102030405060708090aff");

    /// <summary>Two dimensions of 2¹⁶: four times that is a product of 2¹²⁸.</summary>
    private const string Sixteen = "0001000000010000";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_shape_elements_and_sum()
    {
        File.WriteAllBytes(_folder["x"], Golden);

        var idx = IdxFile.Read(_folder["x"]);

        Assert.Equal([2, 2, 3], idx.Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255], idx.Elements.ToArray());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Golden)).ToLowerInvariant(), idx.Sha256);
    }

    [Fact]
    public void Reads_the_same_from_a_compressed_file_whatever_its_name()
    {
        using (var gzip = new GZipStream(File.Create(_folder["x"]), CompressionLevel.Fastest))
        {
            gzip.Write(Golden);
        }

        var idx = IdxFile.Read(_folder["x"]);

        Assert.Equal([2, 2, 3], idx.Shape);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Golden)).ToLowerInvariant(), idx.Sha256);
    }

    [Fact]
    public void Writes_the_bytes_of_the_format()
    {
        IdxFile.Write(_folder["x"], [2, 2, 3], Golden[16..]);

        Assert.Equal(Golden, File.ReadAllBytes(_folder["x"]));
    }

    [Fact]
    public void Parts_make_the_same_file_as_the_whole()
    {
        IdxFile.Write(_folder["x"], [2, 2, 3], [Golden.AsMemory(16, 5), Golden.AsMemory(21)]);

        Assert.Equal(Golden, File.ReadAllBytes(_folder["x"]));
    }

    [Fact]
    public void Parts_that_do_not_fill_the_shape_leave_no_file()
    {
        Assert.Throws<ArgumentException>(() => IdxFile.Write(_folder["x"], [2, 2, 3], [Golden.AsMemory(17)]));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Reads_back_what_it_writes()
    {
        // One file for all: one thread.
        Gen.Select(Gen.Byte.Array, Gen.Bool).Sample(threads: 1, predicate: (bytes, flat) =>
        {
            int[] shape = flat ? [bytes.Length] : [1, bytes.Length, 1];
            IdxFile.Write(_folder["x"], shape, bytes);
            var idx = IdxFile.Read(_folder["x"]);
            return idx.Shape.SequenceEqual(shape) && idx.Elements.SequenceEqual(bytes);
        });
    }

    [Theory]
    [InlineData("", "starts with nothing")]
    [InlineData("89504e470d0a1a0a", "starts with 89504e47")]
    [InlineData("00000d01000000010000", "starts with 00000d01")]
    [InlineData("00000800", "starts with 00000800")]
    [InlineData("0000080300000002", "the header of this IDX file alone has 16 bytes, the file has 8. It is cut off")]
    [InlineData("00000801" + "00000003" + "0102", "shape [3] has 11 bytes, this one has 10")]
    [InlineData("00000801" + "00000001" + "0102", "shape [1] has 9 bytes, this one has 10")]
    [InlineData("00000801" + "ffffffff", "shape [4294967295] has 4294967303 bytes, this one has 8")]
    [InlineData("00000808" + Sixteen + Sixteen + Sixteen + Sixteen, "has 9223372036854775807 bytes, this one has 36")]
    [InlineData("00000803" + "7fffffff" + "7fffffff" + "7fffffff", "this one has 16")]
    public void Refuses_another_kind_of_file(string hex, string expected)
    {
        File.WriteAllBytes(_folder["x"], Convert.FromHexString(hex));

        var error = Assert.Throws<DatasetException>(() => IdxFile.Read(_folder["x"]));

        Assert.StartsWith(_folder["x"], error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_compressed_file_that_is_cut_off()
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(RandomNumberGenerator.GetBytes(1000));
        }

        File.WriteAllBytes(_folder["x"], compressed.ToArray()[..500]);

        var error = Assert.Throws<DatasetException>(() => IdxFile.Read(_folder["x"]));
        Assert.StartsWith(_folder["x"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_write_elements_that_do_not_fill_the_shape()
    {
        var error = Assert.Throws<ArgumentException>(() => IdxFile.Write(_folder["x"], [2, 2], new byte[5]));

        Assert.Contains("shape [2,2] needs 4 elements, 5 were given", error.Message, StringComparison.Ordinal);
    }
}
