using System.Text.Json;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>The JSON header of a safetensors file, checked: known types, sizes that fit the shapes, no overlap, no hole.</summary>
/// <param name="Tensors">The tensors in the order they lie in the file.</param>
/// <param name="Metadata">The <c>__metadata__</c> strings; empty if there are none.</param>
public sealed record SafetensorsHeader(IReadOnlyList<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The key of the metadata object among the tensors' names.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>Parses the header's bytes; <paramref name="path"/> is only named in errors.</summary>
    /// <exception cref="StorageException">The header is not a valid one.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var tensors = new List<SafetensorsTensor>();
            foreach (var property in Object(path, document.RootElement, "the header").EnumerateObject())
            {
                if (property.Name == MetadataKey)
                {
                    ReadMetadata(path, property.Value, metadata);
                }
                else
                {
                    tensors.Add(ReadTensor(path, property.Name, property.Value));
                }
            }

            tensors.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
            CheckContiguous(path, tensors);
            return new SafetensorsHeader(tensors, metadata);
        }
        catch (JsonException e)
        {
            throw StorageException.BadHeader(path, e.Message, e);
        }
    }

    /// <summary>The bytes a tensor takes, or -1 if the shape is impossible.</summary>
    internal static long ByteCount(IReadOnlyList<long> shape, SafetensorsType type)
    {
        Int128 count = type.ElementSize();
        foreach (var dimension in shape)
        {
            count *= dimension;
            if (dimension < 0 || count > long.MaxValue)
            {
                return -1;
            }
        }

        return (long)count;
    }

    private static void ReadMetadata(string path, JsonElement element, Dictionary<string, string> metadata)
    {
        foreach (var property in Object(path, element, MetadataKey).EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw StorageException.BadHeader(
                    path, $"{MetadataKey} '{property.Name}' should be a string, it is {property.Value.GetRawText()}");
        }
    }

    private static SafetensorsTensor ReadTensor(string path, string name, JsonElement element)
    {
        Object(path, element, $"tensor '{name}'");
        var dtype = element.TryGetProperty("dtype", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()!
            : throw StorageException.BadHeader(path, $"tensor '{name}' has no dtype string");
        if (!Enum.GetNames<SafetensorsType>().Contains(dtype, StringComparer.Ordinal))
        {
            throw StorageException.UnknownType(path, name, dtype);
        }

        var shape = Integers(path, name, element, "shape");
        var offsets = Integers(path, name, element, "data_offsets");
        var tensorType = Enum.Parse<SafetensorsType>(dtype);
        var expected = ByteCount(shape, tensorType);
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || expected < 0)
        {
            throw StorageException.BadHeader(
                path, $"tensor '{name}' has shape [{string.Join(",", shape)}] and data_offsets [{string.Join(",", offsets)}]");
        }

        return offsets[1] - offsets[0] == expected
            ? new SafetensorsTensor(name, tensorType, shape, offsets[0], offsets[1])
            : throw StorageException.WrongSize(path, name, $"[{string.Join(",", shape)}] of {dtype}", expected, offsets[1] - offsets[0]);
    }

    private static void CheckContiguous(string path, List<SafetensorsTensor> tensors)
    {
        var end = 0L;
        foreach (var tensor in tensors)
        {
            end = tensor.Begin == end ? tensor.End : throw StorageException.NotContiguous(path, tensor.Name, end, tensor.Begin);
        }
    }

    private static JsonElement Object(string path, JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object
            ? element
            : throw StorageException.BadHeader(path, $"{what} should be a JSON object, it is {element.ValueKind}");

    private static long[] Integers(string path, string name, JsonElement element, string key)
    {
        if (!element.TryGetProperty(key, out var array) || array.ValueKind != JsonValueKind.Array)
        {
            throw StorageException.BadHeader(path, $"tensor '{name}' has no {key} array");
        }

        return
        [
            .. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var value)
                ? value
                : throw StorageException.BadHeader(path, $"tensor '{name}': {key} holds {item.GetRawText()}, not an integer")),
        ];
    }
}
