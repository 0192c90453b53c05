using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// A network that is an ONNX file, <c>"generator": {"onnx": "file.onnx"}</c>, written out as a network of one <see cref="OnnxNetwork"/>
/// layer; paths that are relative to the preset's folder become absolute, and the files' SHA-256 are filled in.
/// </summary>
internal static class OnnxNetworkJson
{
    private const string Onnx = "onnx", File = "file", Sha256 = "sha256", Type = "type";

    // Nothing is drawn for parameters that come with values; the field is required all the same.
    private const string Initializer = """{"weight": {"type": "zeros"}, "bias": {"type": "zeros"}}""";

    /// <summary>Rewrites both networks.</summary>
    /// <param name="preset">The preset, which is changed.</param>
    /// <param name="folder">What relative paths are relative to; itself to the working folder.</param>
    public static void Resolve(JsonObject preset, string folder)
    {
        foreach (var name in new[] { Preset.GeneratorName, Preset.DiscriminatorName })
        {
            if (preset[name] is JsonObject network && network.ContainsKey(Onnx))
            {
                preset[name] = WrittenOut(network);
            }

            foreach (var layer in ((preset[name] as JsonObject)?["layers"] as JsonArray ?? []).OfType<JsonObject>().Where(IsFile))
            {
                Complete(layer, folder);
            }
        }
    }

    /// <summary>All other fields are the layer's.</summary>
    private static JsonObject WrittenOut(JsonObject network)
    {
        var layer = new JsonObject { [Type] = nameof(OnnxNetwork) };
        foreach (var (field, value) in network)
        {
            layer[field == Onnx ? File : field] = value?.DeepClone();
        }

        return new JsonObject { ["initializer"] = JsonNode.Parse(Initializer), ["layers"] = new JsonArray(layer) };
    }

    private static bool IsFile(JsonObject layer) =>
        layer[Type] is JsonValue type && type.TryGetValue<string>(out var text) && text == nameof(OnnxNetwork);

    private static void Complete(JsonObject layer, string folder)
    {
        // What is no text, or no file, is refused in words when the preset is checked.
        if (layer[File] is not JsonValue value || !value.TryGetValue<string>(out var path) || path.Contains('\0', StringComparison.Ordinal))
        {
            return;
        }

        var full = Path.GetFullPath(Path.Combine(folder, path));
        layer[File] = full;
        if (layer[Sha256] is null && System.IO.File.Exists(full))
        {
            layer[Sha256] = Sha256Sum.Of(System.IO.File.ReadAllBytes(full));
        }
    }
}
