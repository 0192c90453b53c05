using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs.ReportPage;

namespace Gan.Onnx.Training.Runs.Comparison;

/// <summary>The settings in which runs differ, under the dotted names that <c>--set</c> knows.</summary>
public static class DifferingSettings
{
    // Words about a preset, and what follows from the settings or tells where files lie.
    private static readonly string[] Wordy = ["description", "source", "command", "data", "classNames"];

    /// <summary>Each with its value in each run, in the order of the runs; where a part is built otherwise, the whole part.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Of(IReadOnlyList<ResolvedOptions> runs)
    {
        var found = new List<(string, IReadOnlyList<string>)>();
        Compare("", [.. runs.Select(run => Without(JsonSerializer.SerializeToNode(run.Preset, PresetJson.Options)!, Wordy[..2]))], found);
        Compare("", [.. runs.Select(run => Without(JsonSerializer.SerializeToNode(run.Run, PresetJson.Options)!, Wordy[2..]))], found);
        return found;
    }

    private static JsonObject Without(JsonNode node, string[] fields)
    {
        var all = node.AsObject();
        foreach (var field in fields)
        {
            all.Remove(field);
        }

        return all;
    }

    private static void Compare(string path, IReadOnlyList<JsonNode?> values, List<(string Name, IReadOnlyList<string> Values)> found)
    {
        if (values.All(value => JsonNode.DeepEquals(value, values[0])))
        {
            return;
        }

        if (path.Length == 0 || values.All(value => value is JsonObject fields && HaveEqualFields(fields, values[0])))
        {
            foreach (var field in values.SelectMany(value => value!.AsObject().Select(pair => pair.Key)).Distinct())
            {
                Compare(path.Length == 0 ? field : $"{path}.{field}", [.. values.Select(value => value![field])], found);
            }
        }
        else if (values.All(value => value is JsonArray items && items.Count == (values[0] as JsonArray)?.Count))
        {
            for (var i = 0; i < values[0]!.AsArray().Count; i++)
            {
                Compare($"{path}[{i}]", [.. values.Select(value => value![i])], found);
            }
        }
        else
        {
            found.Add((path, [.. values.Select(OptionsTable.Line)]));
        }
    }

    private static bool HaveEqualFields(JsonObject fields, JsonNode? first) =>
        first is JsonObject others
        && fields.Select(field => field.Key).SequenceEqual(others.Select(field => field.Key))
        && JsonNode.DeepEquals(fields["type"], others["type"]);
}
