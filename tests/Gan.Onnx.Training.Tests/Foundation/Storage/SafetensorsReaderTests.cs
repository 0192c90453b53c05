using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

public sealed class SafetensorsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_a_file_in_any_key_order_with_spaces()
    {
        var path = Write(
            """  { "b" : {"data_offsets":[4, 8], "shape":[1], "dtype":"F32"}, "a":{"shape":[1],"dtype":"F32","data_offsets":[0,4]} }""", 8);

        using var reader = SafetensorsReader.Open(path);

        Assert.Equal(["a", "b"], reader.Tensors.Select(tensor => tensor.Name));
        Assert.Empty(reader.Metadata);
    }

    [Fact]
    public void Copies_into_the_callers_memory()
    {
        var path = _folder["x.safetensors"];
        SafetensorsWriter.Write(path, [SafetensorsEntry.Create("w", [2], [1f, 2f])], new Dictionary<string, string>());
        var block = new float[4];

        using var reader = SafetensorsReader.Open(path);
        reader.CopyTo("w", [2], block.AsSpan(1, 2));

        Assert.Equal([0f, 1f, 2f, 0f], block);
        Assert.Throws<ArgumentException>(() => reader.CopyTo("w", [2], block.AsSpan()));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "the last tensor should end at byte 70, the file has 69")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "the tensors end at byte 70, the file has 71")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "tensor 'a' [3] of F32 needs 12 bytes, its data_offsets span 8")]
    [InlineData(
        """{"a":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]}}""", 6, "tensor 'a' has type BF16; supported are F64, I64, F32, U8")]
    [InlineData("""{"a":{"dtype":"0","shape":[1],"data_offsets":[0,8]}}""", 8, "tensor 'a' has type 0; supported are")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "tensor 'a' should start at data byte 0, its data_offsets say 1")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""",
        3,
        "'b' should start at data byte 2, its data_offsets say 1 (an overlap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "tensor 'a' has shape [-1]")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,1]}}""", 1, "tensor 'a' has shape [4294967296,4294967296]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1, "data_offsets [1,0]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}""", 1, "data_offsets [0]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "tensor 'a': shape holds 1.5, not an integer")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,1]}}""", 1, "tensor 'a' has no shape array")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1, "tensor 'a' has no dtype string")]
    [InlineData("""{"a":5}""", 0, "tensor 'a' should be a JSON object, it is Number")]
    [InlineData("""[]""", 0, "the header should be a JSON object, it is Array")]
    [InlineData("""{"__metadata__":{"step":1}}""", 0, "__metadata__ 'step' should be a string, it is 1")]
    [InlineData("""{"a":""", 0, "the safetensors header is not valid")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""",
        2,
        "the safetensors header is not valid")]
    public void Refuses_a_wrong_file_saying_what_is_wrong(string header, int dataBytes, string expected)
    {
        var path = Write(header, dataBytes);

        var error = Assert.Throws<StorageException>(() => SafetensorsReader.Open(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "this file has 0 bytes")]
    [InlineData("0100", "this file has 2 bytes")]
    [InlineData("1000000000000000" + "7b7d", "the header should end at byte 24, the file has 10 bytes")]
    [InlineData("89504e470d0a1a0a" + "0000", "This is not a safetensors file")]
    [InlineData("ffffffffffffffff", "its length field says 18446744073709551615")]
    public void Refuses_a_file_whose_header_is_cut_off_or_garbage(string hex, string expected)
    {
        File.WriteAllBytes(_folder["x.safetensors"], Convert.FromHexString(hex));

        var error = Assert.Throws<StorageException>(() => SafetensorsReader.Open(_folder["x.safetensors"]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_every_truncation_of_a_valid_file()
    {
        SafetensorsWriter.Write(
            _folder["whole"], [SafetensorsEntry.Create("w", [2], [1f, 2f])], new Dictionary<string, string> { ["k"] = "v" });
        var whole = File.ReadAllBytes(_folder["whole"]);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            Assert.Throws<StorageException>(() => SafetensorsReader.Open(_folder["cut"]));
        }
    }

    [Fact]
    public void Opens_or_refuses_any_header_bytes_without_another_exception()
    {
        // One file for all: one thread.
        Gen.Byte.Array.Sample(threads: 1, assert: header =>
        {
            File.WriteAllBytes(_folder["fuzz"], [.. Length(header.Length), .. header]);
            try
            {
                SafetensorsReader.Open(_folder["fuzz"]).Dispose();
            }
            catch (StorageException)
            {
            }
        });
    }

    [Fact]
    public void Names_what_it_holds_when_a_tensor_is_missing_or_different()
    {
        SafetensorsWriter.Write(_folder["x"], [SafetensorsEntry.Create("w", [2, 1], [1f, 2f])], new Dictionary<string, string>());
        using var reader = SafetensorsReader.Open(_folder["x"]);
        var target = new float[2];

        var missing = Assert.Throws<StorageException>(() => reader.CopyTo("v", [2, 1], target.AsSpan()));
        var type = Assert.Throws<StorageException>(() => reader.CopyTo("w", [2, 1], new long[2].AsSpan()));
        var shape = Assert.Throws<StorageException>(() => reader.CopyTo("w", [1, 2], target.AsSpan()));

        Assert.Contains("no tensor 'v'. It holds: w.", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'w' should have type I64, it has F32", type.Message, StringComparison.Ordinal);
        Assert.Contains("'w' should have shape [1,2], it has [2,1]", shape.Message, StringComparison.Ordinal);
    }

    private static byte[] Length(int length)
    {
        var field = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(field, length);
        return field;
    }

    private string Write(string header, int dataBytes)
    {
        var path = _folder["x.safetensors"];
        var json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. Length(json.Length), .. json, .. new byte[dataBytes]]);
        return path;
    }
}
