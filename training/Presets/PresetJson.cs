using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Augmentations;

namespace Gan.Onnx.Training.Presets;

/// <summary>The JSON form of presets and run options: every field required, unknown fields refused, enumerations as words.</summary>
public static class PresetJson
{
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <summary>Shared settings of all our JSON files.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KnowLayers, KnowAugmentations, LeaveOutComputed } },
    };

    /// <summary>JSON in which no field stands twice.</summary>
    /// <exception cref="JsonException">The text is not.</exception>
    /// <exception cref="PresetException">A text in it has half of a surrogate pair, which would be found only where it is read.</exception>
    public static JsonNode? Parse(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        for (var field = ""; reader.Read();)
        {
            try
            {
                field = reader.TokenType switch
                {
                    JsonTokenType.PropertyName => reader.GetString()!,
                    JsonTokenType.String => reader.GetString() is null ? "" : field,
                    _ => field,
                };
            }
            catch (InvalidOperationException)
            {
                var place = reader.TokenType == JsonTokenType.PropertyName ? "a field's name"
                    : field.Length == 0 ? "the value"
                    : $"'{field}'";
                throw new PresetException(
                    $"{place} must be text, found half of a surrogate pair in {Short(Encoding.UTF8.GetString(reader.ValueSpan))}. "
                    + "Write the whole letter.");
            }
        }

        return JsonNode.Parse(text, documentOptions: NoDuplicates);
    }

    /// <summary>As much of what was found as a message has room for.</summary>
    internal static string Short(string found) => Echo.Of(found, longest: 60);

    /// <summary>What is wrong with a text that is no JSON; lines and bytes are counted from 1, as editors do.</summary>
    public static string Words(JsonException exception) => exception.Message.Replace(
        $"LineNumber: {exception.LineNumber} | BytePositionInLine: {exception.BytePositionInLine}.",
        $"Line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.",
        StringComparison.Ordinal);

    /// <summary>
    /// The only way from JSON to a preset and to a run's options: what is unknown, missing or of the wrong kind is refused by name.
    /// </summary>
    /// <param name="node">The JSON.</param>
    /// <param name="whole">What it is, or is a part of, for messages: <c>the preset</c>.</param>
    /// <param name="path">Which part it is; empty for all of it.</param>
    /// <exception cref="PresetException">The first mistake.</exception>
    public static T Read<T>(JsonNode? node, string whole, string path = "")
    {
        JsonForm.Check(node, typeof(T), whole, path);
        return node.Deserialize<T>(Options)!;
    }

    /// <summary>A new layer is a new file: every record derived from <see cref="Layer"/> is known under its own name.</summary>
    private static void KnowLayers(JsonTypeInfo info) => Know<Layer>(info, layer => layer.Name);

    /// <summary>So is a new augmentation.</summary>
    private static void KnowAugmentations(JsonTypeInfo info) => Know<Augmentation>(info, Augmenter.NameOf);

    private static void Know<T>(JsonTypeInfo info, Func<Type, string> nameOf)
    {
        if (info.Type != typeof(T))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
        foreach (var derived in typeof(T).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(derived, nameOf(derived)));
        }
    }

    /// <summary>What nobody can set is no field; <c>JsonIgnore</c> on an abstract property would not reach its overrides.</summary>
    private static void LeaveOutComputed(JsonTypeInfo info)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i].Set is null)
            {
                info.Properties.RemoveAt(i);
            }
        }
    }
}
