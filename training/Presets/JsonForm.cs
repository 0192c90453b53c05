using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// Compares JSON with the record that it is to become, so that a mistake is described in the file's own words: the dotted
/// path that <c>--set</c> takes, the fields that exist, the value that was found.
/// </summary>
internal sealed class JsonForm
{
    private readonly string _whole;

    private JsonForm(string whole) => _whole = whole;

    /// <summary>Every field is there, known, and of the right kind.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="type">The record.</param>
    /// <param name="whole">What the JSON is, or is a part of, for messages: <c>the preset</c>.</param>
    /// <param name="path">Which part it is; empty for all of it.</param>
    /// <exception cref="PresetException">The first mistake.</exception>
    public static void Check(JsonNode? node, Type type, string whole, string path) =>
        new JsonForm(whole).CheckValue(node, type, path, null);

    private void CheckValue(JsonNode? node, Type type, string path, WithinAttribute? range)
    {
        var info = PresetJson.Options.GetTypeInfo(type);
        if (info.PolymorphismOptions is { } variants)
        {
            CheckVariant(Fields(node, path), variants, path);
        }
        else if (info.Kind == JsonTypeInfoKind.Object)
        {
            CheckFields(Fields(node, path), info, path, discriminator: null);
        }
        else if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            var items = node as JsonArray ?? throw Wrong(path, "a list in brackets", node);
            for (var i = 0; i < items.Count; i++)
            {
                CheckValue(items[i], info.ElementType!, $"{path}.{i}", null);
            }
        }
        else if (info.Kind == JsonTypeInfoKind.Dictionary)
        {
            foreach (var (name, value) in Fields(node, path))
            {
                CheckValue(value, info.ElementType!, $"{path}.{name}", null);
            }
        }
        else if (JsonScalar.Mismatch(node, type, range) is { } expected)
        {
            throw Wrong(path, expected, node);
        }
    }

    private void CheckVariant(JsonObject fields, JsonPolymorphismOptions variants, string path)
    {
        var discriminator = variants.TypeDiscriminatorPropertyName;
        var known = variants.DerivedTypes.Select(variant => (string)variant.TypeDiscriminator!).Order(StringComparer.Ordinal).ToArray();
        var name = fields[discriminator] switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            null => throw new PresetException($"{path} lacks '{discriminator}'. Add one of {string.Join(", ", known)}."),
            var other => throw Wrong($"{path}.{discriminator}", $"one of {string.Join(", ", known)}", other),
        };
        var variant = variants.DerivedTypes.FirstOrDefault(variant => (string)variant.TypeDiscriminator! == name).DerivedType
            ?? throw new PresetException(
                $"{path}.{discriminator} '{name}' is unknown. {NearestName.Suggestion(name, known)}Known: {string.Join(", ", known)}.");
        CheckFields(fields, PresetJson.Options.GetTypeInfo(variant), path, discriminator);
    }

    private void CheckFields(JsonObject fields, JsonTypeInfo info, string path, string? discriminator)
    {
        string[] known = [.. discriminator is null ? [] : new[] { discriminator }, .. info.Properties.Select(property => property.Name)];
        foreach (var (name, _) in fields)
        {
            if (!known.Contains(name))
            {
                throw new PresetException(
                    $"{Place(path)} has no field '{name}'; it has {string.Join(", ", known)}. {NearestName.Suggestion(name, known)}"
                        .TrimEnd());
            }
        }

        foreach (var property in info.Properties)
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!fields.TryGetPropertyValue(property.Name, out var value))
            {
                if (property.AssociatedParameter is { HasDefaultValue: true }
                    || (property.AssociatedParameter is null && !property.IsRequired))
                {
                    continue;
                }

                throw new PresetException($"{Place(path)} lacks '{property.Name}'. Every field is required: add {inner}.");
            }

            if (value is not null || !property.IsSetNullable)
            {
                CheckValue(value, property.PropertyType, inner, Range(info, property));
            }
        }
    }

    private static WithinAttribute? Range(JsonTypeInfo info, JsonPropertyInfo property) => Bounds.Of(info.Type)
        .FirstOrDefault(pair => pair.Parameter == property.AssociatedParameter?.Name && pair.Range.Of is null).Range;

    private JsonObject Fields(JsonNode? node, string path) => node as JsonObject ?? throw Wrong(Place(path), "an object in braces", node);

    private string Place(string path) => path.Length == 0 ? _whole : path;

    private static PresetException Wrong(string path, string expected, JsonNode? found)
    {
        var text = found?.ToJsonString(PresetJson.Options).ReplaceLineEndings(" ") ?? "null";
        return new PresetException($"{path} must be {expected}, found {PresetJson.Short(text)}.");
    }
}
