using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

/// <summary>A field of a preset.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">What the JSON calls it.</param>
/// <param name="Type">Of its value.</param>
/// <param name="Range">Declared for it; null for none.</param>
/// <param name="Meaning">Its doc comment.</param>
/// <param name="Optional">Whether it may be left out.</param>
internal sealed record PresetField(string Place, string Name, Type Type, WithinAttribute? Range, string Meaning, bool Optional)
{
    private Type Kind => Nullable.GetUnderlyingType(Type) ?? Type;

    private bool IsWhole => Kind == typeof(int) || Kind == typeof(long);

    public bool IsNumber => IsWhole || Kind == typeof(double) || Kind == typeof(float);

    /// <summary>What it may be, in a word or two.</summary>
    public string Values => Optional ? $"*{Words}*" : Words;

    public string Row => $"| {Place} | `{Name}` | {Values} | {Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |";

    private string Words => IsNumber ? $"{(IsWhole ? "a whole number" : "a number")}{(Range is null ? "" : $", {Range}")}"
        : Kind.IsEnum ? string.Join(", ", Enum.GetNames(Kind).Select(word => $"`{JsonNamingPolicy.CamelCase.ConvertName(word)}`"))
        : Kind == typeof(bool) ? "`true`, `false`"
        : Kind == typeof(string) ? "text"
        : Kind == typeof(PaddingRule) ? PaddingRule.Expected
        : Object(PresetJson.Options.GetTypeInfo(Kind));

    private static string Object(JsonTypeInfo info) => info.PolymorphismOptions is { } variants
        ? string.Join(", ", variants.DerivedTypes.Select(variant => $"`{variant.TypeDiscriminator}`").Order(StringComparer.Ordinal))
        : info.Kind switch
        {
            JsonTypeInfoKind.Enumerable when info.ElementType == typeof(double) => "a list of numbers",
            JsonTypeInfoKind.Enumerable => $"a list of {Object(PresetJson.Options.GetTypeInfo(info.ElementType!))}",
            _ => "an object",
        };
}
