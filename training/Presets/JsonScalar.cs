using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Presets;

/// <summary>Which JSON values stand for which of C#'s.</summary>
internal static class JsonScalar
{
    /// <summary>What should have been there instead, in words; null when the value fits the type.</summary>
    /// <param name="node">The value.</param>
    /// <param name="type">The type.</param>
    /// <param name="range">Where a number has to lie; null where that is not declared.</param>
    public static string? Mismatch(JsonNode? node, Type type, WithinAttribute? range)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            string[] words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
            return Holds(node, out string? word) && words.Contains(word) ? null : $"one of {string.Join(", ", words)}";
        }

        if (type == typeof(string))
        {
            return Holds(node, out string? _) ? null : "text in quotes";
        }

        if (type == typeof(bool))
        {
            return Holds(node, out bool _) ? null : "true or false";
        }

        if (type == typeof(PaddingRule))
        {
            return node is JsonValue && PaddingRule.Parse(node.ToString()) is not null ? null : PaddingRule.Expected;
        }

        if (type == typeof(int))
        {
            return Holds(node, out int _) ? null : Number("a whole number", range, $" up to {int.MaxValue}");
        }

        if (type == typeof(long))
        {
            return Holds(node, out long _) ? null : Number("a whole number", range, $" up to {long.MaxValue}");
        }

        var bound = type == typeof(float) ? float.MaxValue : double.MaxValue;
        return Holds(node, out double number) && Math.Abs(number) <= bound ? null : Number("a number", range, "");
    }

    private static string Number(string kind, WithinAttribute? range, string otherwise) =>
        range is null ? kind + otherwise : $"{kind}, {range}";

    private static bool Holds<T>(JsonNode? node, out T? value)
    {
        value = default;
        return node is JsonValue scalar && scalar.TryGetValue(out value);
    }
}
