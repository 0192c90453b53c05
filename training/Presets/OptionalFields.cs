using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Gan.Onnx.Training.Presets;

/// <summary>The fields that a part of a preset may have or lack.</summary>
internal static class OptionalFields
{
    /// <summary>Whether a part of a preset may have a field of this name.</summary>
    /// <param name="tree">The preset.</param>
    /// <param name="parents">The path to the part: names of fields and numbers of items.</param>
    /// <param name="name">The field.</param>
    public static bool Has(JsonNode tree, IEnumerable<string> parents, string name)
    {
        var (node, info) = ((JsonNode?)tree, Concrete(tree, PresetJson.Options.GetTypeInfo(typeof(Preset))));
        foreach (var parent in parents)
        {
            var (inner, type) = node is JsonArray items
                ? (items[int.Parse(parent, CultureInfo.InvariantCulture)], info?.ElementType)
                : (node?[parent], info?.Properties.FirstOrDefault(property => property.Name == parent)?.PropertyType);
            (node, info) = (inner, type is null ? null : Concrete(inner, PresetJson.Options.GetTypeInfo(type)));
        }

        return info is { Kind: JsonTypeInfoKind.Object }
            && info.Properties.Any(property => property.Name == name && property.AssociatedParameter is { HasDefaultValue: true });
    }

    /// <summary>The type that a part says it is of; null for one that does not exist.</summary>
    private static JsonTypeInfo? Concrete(JsonNode? node, JsonTypeInfo info)
    {
        if (info.PolymorphismOptions is not { } variants)
        {
            return info;
        }

        var value = (node as JsonObject)?[variants.TypeDiscriminatorPropertyName] as JsonValue;
        string? name = null;
        value?.TryGetValue(out name);
        var variant = variants.DerivedTypes.FirstOrDefault(variant => Equals(variant.TypeDiscriminator, name)).DerivedType;
        return variant is null ? null : PresetJson.Options.GetTypeInfo(variant);
    }
}
