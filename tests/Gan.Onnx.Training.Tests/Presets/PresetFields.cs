using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

/// <summary>
/// All fields that a preset can have, found by walking from <see cref="Preset"/> through the types of its JSON, and from
/// <see cref="NetworkFamily"/>, which a preset has in a file and no longer once it is loaded.
/// </summary>
internal static partial class PresetFields
{
    private const string Root = "the preset";

    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Documents = [];

    public static IReadOnlyList<PresetField> All { get; } =
    [
        .. Walk(PresetJson.Options.GetTypeInfo(typeof(Preset)), Root, "", [], []),
        .. Inner(PresetJson.Options.GetTypeInfo(typeof(NetworkFamily)), "networks", [], []),
    ];

    private static IEnumerable<PresetField> Walk(
        JsonTypeInfo info, string place, string path, WithinAttribute[] handedOn, HashSet<Type> seen)
    {
        if (!seen.Add(info.Type))
        {
            yield break;
        }

        var ranges = Bounds.Of(info.Type).ToLookup(pair => pair.Parameter, pair => pair.Range);
        foreach (var property in info.Properties)
        {
            var parameter = property.AssociatedParameter?.Name
                ?? throw new InvalidOperationException($"{info.Type} {property.Name} is no parameter.");
            var range = ranges[parameter].FirstOrDefault(range => range.Of is null)
                ?? handedOn.FirstOrDefault(range => range.Of == parameter);
            yield return new PresetField(
                place,
                property.Name,
                property.PropertyType,
                range,
                Meaning(info.Type, parameter),
                property.AssociatedParameter.HasDefaultValue);
        }

        foreach (var property in info.Properties)
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            WithinAttribute[] given = [.. ranges[property.AssociatedParameter!.Name].Where(range => range.Of is not null)];
            foreach (var field in Inner(PresetJson.Options.GetTypeInfo(property.PropertyType), inner, given, seen))
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<PresetField> Inner(JsonTypeInfo info, string path, WithinAttribute[] handedOn, HashSet<Type> seen)
    {
        if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            return Inner(PresetJson.Options.GetTypeInfo(info.ElementType!), path, handedOn, seen);
        }

        if (info.PolymorphismOptions is { } variants)
        {
            // A layer may hold a layer: what is being walked through already is not gone into again.
            return !seen.Add(info.Type)
                ? []
                : variants.DerivedTypes
                    .OrderBy(variant => (string)variant.TypeDiscriminator!, StringComparer.Ordinal)
                    .SelectMany(variant => Walk(
                        PresetJson.Options.GetTypeInfo(variant.DerivedType),
                        $"`{path}`, `{variant.TypeDiscriminator}`",
                        path,
                        handedOn,
                        seen));
        }

        return info.Kind == JsonTypeInfoKind.Object && info.Type != typeof(PaddingRule)
            ? Walk(info, $"`{path}`", path, handedOn, seen)
            : [];
    }

    private static string Meaning(Type record, string parameter)
    {
        if (!Documents.TryGetValue(record.Assembly, out var members))
        {
            members = XDocument.Load(Path.ChangeExtension(record.Assembly.Location, ".xml")).Descendants("member")
                .ToDictionary(member => member.Attribute("name")!.Value);
            Documents.Add(record.Assembly, members);
        }

        var documents = members[$"T:{record.FullName}"].Elements("param").Where(param => param.Attribute("name")!.Value == parameter);
        return Spaces().Replace(string.Concat(documents.Single().DescendantNodes().Select(Text)), " ").Trim();
    }

    private static string Text(XNode node) => node switch
    {
        XText { Parent.Name.LocalName: "c" } code => $"`{code.Value}`",
        XText text => text.Value,
        XElement { Name.LocalName: "paramref" } other => $"`{JsonNamingPolicy.CamelCase.ConvertName(other.Attribute("name")!.Value)}`",
        XElement { Name.LocalName: "see" } other => other.Attribute("cref")!.Value.Split('.')[^1],
        _ => "",
    };

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
