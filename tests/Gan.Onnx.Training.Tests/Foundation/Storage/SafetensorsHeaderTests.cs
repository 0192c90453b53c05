using System.Text;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

/// <summary>The header alone, at its edges: nothing in it, tensors without elements, the largest numbers, other kinds of JSON.</summary>
public class SafetensorsHeaderTests
{
    [Fact]
    public void Header_without_tensors_is_valid()
    {
        var header = Parse("{}");

        Assert.Empty(header.Tensors);
        Assert.Empty(header.Metadata);
    }

    [Theory]
    [InlineData("""{"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "a b")]
    [InlineData("""{"b":{"dtype":"F32","shape":[2,0],"data_offsets":[4,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "a b")]
    public void Tensors_without_elements_lie_between_the_others(string json, string order) =>
        Assert.Equal(order, string.Join(' ', Parse(json).Tensors.Select(tensor => tensor.Name)));

    [Fact]
    public void Largest_size_is_a_size_and_one_more_is_none()
    {
        Assert.Equal(long.MaxValue, Assert.Single(Parse(Bytes("[9223372036854775807]")).Tensors).End);
        Assert.Contains(
            "tensor 'a' has shape [2,4611686018427387904] and data_offsets [0,9223372036854775807]",
            Refused(Bytes("[2,4611686018427387904]")));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":5,"shape":[1],"data_offsets":[0,1]}}""", "tensor 'a' has no dtype string")]
    [InlineData("""{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", "tensor 'a' has no shape array")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":{}}}""", "tensor 'a' has no data_offsets array")]
    [InlineData("""{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""", "tensor 'a': shape holds \"1\", not an integer")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}}""", "data_offsets [-1,0]")]
    [InlineData("""{"__metadata__":[]}""", "__metadata__ should be a JSON object, it is Array")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[3],"data_offsets":[4,6]}}""",
        "tensor 'b' [3] of U8 needs 3 bytes, its data_offsets span 2")]
    public void Other_kinds_of_json_are_refused_in_words(string json, string expected) => Assert.Contains(expected, Refused(json));

    private static string Bytes(string shape) =>
        """{"a":{"dtype":"U8","shape":SHAPE,"data_offsets":[0,9223372036854775807]}}""".Replace("SHAPE", shape, StringComparison.Ordinal);

    private static SafetensorsHeader Parse(string json) => SafetensorsHeader.Parse("x", Encoding.UTF8.GetBytes(json));

    private static string Refused(string json) => Assert.Throws<StorageException>(() => Parse(json)).Message;
}
