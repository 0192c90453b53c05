using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>A run's options as rows of dotted paths and values.</summary>
internal static class OptionsTable
{
    private const string Type = "type";

    /// <summary>All options but the preset's words, which the page shows elsewhere.</summary>
    public static string Rows(ResolvedOptions options)
    {
        var run = JsonSerializer.SerializeToNode(options.Run, PresetJson.Options)!.AsObject();
        var preset = JsonSerializer.SerializeToNode(options.Preset, PresetJson.Options)!.AsObject();
        return string.Concat(
            Html.Row("preset", options.Preset.Name),
            Html.Row("source", options.Preset.Source),
            string.Concat(run.Select(field => Rows(field.Key, field.Value, depth: 1))),
            string.Concat(preset
                .Where(field => field.Key is not ("name" or "description" or "source"))
                .Select(field => Rows(field.Key, field.Value, depth: 0))),
            Html.Row("toolVersion", options.ToolVersion));
    }

    /// <summary>An object at the top gets a row for each of its fields; what lies deeper is told in one line.</summary>
    private static string Rows(string path, JsonNode? node, int depth) => node switch
    {
        JsonObject fields when depth == 0 && fields.Count > 0 =>
            string.Concat(fields.Select(field => Rows($"{path}.{field.Key}", field.Value, depth + 1))),
        JsonArray { Count: > 0 } items when items[0] is JsonObject => Html.RowOf(
            path, $"<ol>{string.Concat(items.Select(item => $"<li>{Html.Text(Line(item))}</li>"))}</ol>"),
        _ => Html.Row(path, Line(node)),
    };

    /// <summary>A value in one line: lists in brackets, an object's type first.</summary>
    public static string Line(JsonNode? node) => node switch
    {
        null => "none",
        JsonArray { Count: 0 } or JsonObject { Count: 0 } => "none",
        JsonArray items => $"[{string.Join(", ", items.Select(Line))}]",
        JsonObject fields => string.Join(
            ", ",
            fields.Where(field => field.Key == Type)
                .Select(field => Line(field.Value))
                .Concat(fields
                    .Where(field => field.Key != Type && field.Value is not null)
                    .Select(field => $"{field.Key} {Inner(field.Value)}"))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private static string Inner(JsonNode? node) => node is JsonObject { Count: > 1 } ? $"({Line(node)})" : Line(node);
}
