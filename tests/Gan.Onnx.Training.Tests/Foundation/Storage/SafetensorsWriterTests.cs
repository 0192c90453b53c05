using System.Text;
using CsCheck;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

public sealed class SafetensorsWriterTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_bytes_the_format_prescribes()
    {
        var path = _folder["golden.safetensors"];

        SafetensorsWriter.Write(
            path,
            [SafetensorsEntry.Create("w", [2, 1], [1f, -2f]), SafetensorsEntry.Create("s", [], [0.5f])],
            new Dictionary<string, string> { ["step"] = "1" });

        // 137 bytes of JSON, padded with spaces to 144 = 0x90.
        const string Json =
            """{"__metadata__":{"step":"1"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}"""
            + ""","s":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        byte[] expected =
        [
            0x90, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes(Json.PadRight(0x90)),
            0x00, 0x00, 0x80, 0x3f,
            0x00, 0x00, 0x00, 0xc0,
            0x00, 0x00, 0x00, 0x3f,
        ];
        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Fact]
    public void Keeps_every_bit_of_every_float()
    {
        var path = _folder["bits.safetensors"];
        // One file for all: one thread.
        Gen.UInt.Array.Sample(threads: 1, predicate: bits =>
        {
            float[] values =
            [
                .. bits.Select(BitConverter.UInt32BitsToSingle), -0f, BitConverter.UInt32BitsToSingle(0x7fa12345), float.Epsilon,
            ];
            SafetensorsWriter.Write(path, [SafetensorsEntry.Create("x", [values.Length], values)], NoMetadata);
            using var reader = SafetensorsReader.Open(path);
            return reader.ToArray<float>("x").Select(BitConverter.SingleToUInt32Bits)
                .SequenceEqual(values.Select(BitConverter.SingleToUInt32Bits));
        });
    }

    [Fact]
    public void Reads_back_any_names_and_metadata()
    {
        var path = _folder["names.safetensors"];
        // One file for all: one thread.
        Gen.Select(Gen.String.Array, Gen.String).Sample(threads: 1, predicate: (names, value) =>
        {
            string[] distinct = [.. names.Select(name => WellFormed(name)).Distinct(StringComparer.Ordinal)];
            var text = WellFormed(value);
            SafetensorsWriter.Write(
                path,
                [.. distinct.Select((name, i) => SafetensorsEntry.Create(name, [], [(float)i]))],
                distinct.ToDictionary(name => name, _ => text));
            using var reader = SafetensorsReader.Open(path);
            return distinct.SequenceEqual(reader.Tensors.Select(tensor => tensor.Name))
                && distinct.Select((name, i) => reader.ToArray<float>(name)[0] == i && reader.Metadata[name] == text).All(same => same);
        });
    }

    [Fact]
    public void Same_entries_give_the_same_bytes()
    {
        SafetensorsEntry[] entries = [SafetensorsEntry.Create("a", [3], [1f, 2f, 3f]), SafetensorsEntry.Create("b", [1], [7L])];
        SafetensorsWriter.Write(_folder["1"], entries, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        SafetensorsWriter.Write(_folder["2"], entries, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });

        Assert.Equal(File.ReadAllBytes(_folder["1"]), File.ReadAllBytes(_folder["2"]));
    }

    [Fact]
    public void Aligns_every_tensor_of_a_mixed_file()
    {
        var path = _folder["mixed.safetensors"];
        SafetensorsWriter.Write(
            path,
            [
                SafetensorsEntry.Create("bytes", [3], new byte[] { 1, 2, 255 }),
                SafetensorsEntry.Create("floats", [1], [1.5f]),
                SafetensorsEntry.Create("integers", [2], [long.MinValue, long.MaxValue]),
                SafetensorsEntry.Create("doubles", [1], [double.Pi]),
            ],
            NoMetadata);

        using var reader = SafetensorsReader.Open(path);
        Assert.All(reader.Tensors, tensor => Assert.Equal(0, tensor.Begin % tensor.Type.ElementSize()));
        Assert.Equal([1, 2, 255], reader.ToArray<byte>("bytes"));
        Assert.Equal([1.5f], reader.ToArray<float>("floats"));
        Assert.Equal([long.MinValue, long.MaxValue], reader.ToArray<long>("integers"));
        Assert.Equal([double.Pi], reader.ToArray<double>("doubles"));
    }

    [Fact]
    public void Reads_the_elements_when_the_file_is_written()
    {
        var path = _folder["late.safetensors"];
        var weights = new float[4];
        var entry = SafetensorsEntry.Create<float>("w", [2], () => weights.AsSpan(1, 2));

        weights[1] = 3f;
        SafetensorsWriter.Write(path, [entry], NoMetadata);

        using var reader = SafetensorsReader.Open(path);
        Assert.Equal([3f, 0f], reader.ToArray<float>("w"));
    }

    [Fact]
    public void Refuses_elements_that_do_not_fill_the_shape()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            SafetensorsWriter.Write(_folder["x"], [SafetensorsEntry.Create("w", [2, 3], new float[5])], NoMetadata));

        Assert.Contains("tensor 'w' [2,3] of F32 needs 24 bytes, 20 were given", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("w")]
    [InlineData("__metadata__")]
    public void Refuses_a_name_that_is_taken(string name)
    {
        SafetensorsEntry[] entries = [SafetensorsEntry.Create("w", [1], [1f]), SafetensorsEntry.Create(name, [1], [1f])];

        var error = Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(_folder["x"], entries, NoMetadata));

        Assert.Contains($"'{name}' is used twice or reserved", error.Message, StringComparison.Ordinal);
    }

    /// <summary>JSON can carry any text except half of a surrogate pair; the reserved name is refused and so avoided.</summary>
    private static string WellFormed(string text) =>
        text == "__metadata__" ? "metadata" : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
