using System.Text;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

/// <summary>Files that change or are let go of while they are read, and lengths at their edges.</summary>
public sealed class SafetensorsFileTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SafetensorsFileTests() => _path = _folder["x.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_without_tensors_is_its_header()
    {
        SafetensorsWriter.Write(_path, [], NoMetadata);

        using var reader = SafetensorsReader.Open(_path);

        Assert.Empty(reader.Tensors);
        Assert.Equal([2 + 6, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], File.ReadAllBytes(_path));
    }

    [Fact]
    public void Metadata_lie_in_the_order_of_their_keys()
    {
        SafetensorsWriter.Write(_path, [], new Dictionary<string, string> { ["b"] = "2", ["a"] = "3", ["B"] = "1" });

        Assert.Equal("""{"__metadata__":{"B":"1","a":"3","b":"2"}}""", Encoding.UTF8.GetString(File.ReadAllBytes(_path)[8..]).TrimEnd());
    }

    [Theory]
    [InlineData("00e1f50500000000", "the header should end at byte 100000008, the file has 8 bytes")]
    [InlineData("01e1f50500000000", "the header may have up to 100000000 bytes, its length field says 100000001")]
    public void Header_has_up_to_a_hundred_million_bytes(string hex, string expected)
    {
        File.WriteAllBytes(_path, Convert.FromHexString(hex));

        Assert.Contains(expected, Assert.Throws<StorageException>(() => SafetensorsReader.Open(_path)).Message);
    }

    [Fact]
    public void Tensor_larger_than_any_file_is_cut_off()
    {
        const string Json = """{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""";
        File.WriteAllBytes(_path, [(byte)Json.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Json)]);

        Assert.Contains(
            $"the last tensor should end at byte {(Int128)long.MaxValue + 8 + Json.Length}, the file has {8 + Json.Length} bytes.",
            Assert.Throws<StorageException>(() => SafetensorsReader.Open(_path)).Message);
    }

    [Fact]
    public void File_that_was_cut_off_after_it_was_opened_is_found_out()
    {
        SafetensorsWriter.Write(
            _path, [SafetensorsEntry.Create("a", [2], [1f, 2f]), SafetensorsEntry.Create("b", [4], [3f, 4f, 5f, 6f])], NoMetadata);
        var length = new FileInfo(_path).Length;
        using var reader = SafetensorsReader.Open(_path);
        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(length - 6);
        }

        Assert.Equal([1f, 2f], reader.ToArray<float>("a"));
        Assert.Contains(
            $"{_path}: the data should end at byte {length}, the file has {length - 6} bytes.",
            Assert.Throws<StorageException>(() => reader.ToArray<float>("b")).Message);
    }

    [Fact]
    public void Destination_of_another_size_is_refused_by_both_sizes()
    {
        SafetensorsWriter.Write(
            _path, [SafetensorsEntry.Create("a", [2], [1f, 2f]), SafetensorsEntry.Create("b", [3], [3f, 4f, 5f])], NoMetadata);
        using var reader = SafetensorsReader.Open(_path);

        Assert.Contains(
            "tensor 'b' has 12 bytes, the destination has 8.",
            Assert.Throws<ArgumentException>(() => reader.CopyTo("b", [3], new float[2].AsSpan())).Message);
    }

    [Fact]
    public void Refused_file_is_let_go_of()
    {
        File.WriteAllBytes(_path, new byte[4]);

        Assert.Throws<StorageException>(() => SafetensorsReader.Open(_path));

        // Opening for oneself alone fails while anybody else has the file open.
        using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
