using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>
/// Writes the safetensors format: a little-endian 64-bit header length, a JSON header padded with spaces to a multiple of 8 bytes,
/// then the tensors' bytes without gaps (https://huggingface.co/docs/safetensors).
/// The same entries and metadata give the same bytes.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    // The relaxed encoder only leaves readable what needs no escape in JSON; nothing here ends up in HTML.
    private static readonly JsonWriterOptions HeaderOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes a file atomically (<see cref="AtomicFile"/>). Tensors lie in the order given, wider element types first so that each is
    /// aligned; metadata keys are sorted.
    /// </summary>
    /// <exception cref="ArgumentException">A name is used twice or reserved, or the elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var ordered = entries.OrderByDescending(entry => entry.Type.ElementSize()).ToList();
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        foreach (var entry in ordered)
        {
            Check(path, entry, names);
        }

        var header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);

        using var file = AtomicFile.Create(path);
        file.Stream.Write(length);
        file.Stream.Write(header);
        foreach (var entry in ordered)
        {
            file.Stream.Write(entry.Bytes());
        }

        file.Commit();
    }

    private static void Check(string path, SafetensorsEntry entry, HashSet<string> names)
    {
        if (!names.Add(entry.Name))
        {
            throw new ArgumentException($"{path}: tensor name '{entry.Name}' is used twice or reserved. Give each tensor its own name.");
        }

        var expected = SafetensorsHeader.ByteCount(entry.Shape, entry.Type);
        var found = entry.Bytes().Length;
        if (expected != found)
        {
            throw new ArgumentException(
                $"{path}: tensor '{entry.Name}' [{string.Join(",", entry.Shape)}] "
                + $"of {entry.Type} needs {expected} bytes, {found} were given.");
        }
    }

    private static byte[] Header(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, HeaderOptions))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var entry in entries)
            {
                WriteEntry(json, entry, ref offset);
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry, ref long offset)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.ToString());
        json.WriteStartArray("shape");
        foreach (var dimension in entry.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        offset += entry.Bytes().Length;
        json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
