using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>One <c>--set path=value</c>: the dotted path must lead to a field that the preset has or may have.</summary>
public static class PresetSetting
{
    /// <summary>Replaces one field.</summary>
    /// <param name="tree">The preset.</param>
    /// <param name="setting">For example <c>data.batch=64</c> or <c>generator.layers.0.out=256</c>.</param>
    /// <exception cref="PresetException">The path leads nowhere, or there is no '='.</exception>
    public static void Apply(JsonObject tree, string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new PresetException($"--set '{setting}': expected path=value, for example data.batch=64.");
        }

        var path = Spelled(tree, setting[..equals]).Split('.');
        JsonNode node = tree;
        for (var i = 0; i < path.Length; i++)
        {
            var last = i == path.Length - 1;
            if (node is JsonArray array
                && int.TryParse(path[i], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < array.Count)
            {
                if (last)
                {
                    array[index] = Value(setting, setting[(equals + 1)..]);
                    return;
                }

                node = array[index]!;
            }
            else if (node is JsonObject parent
                && (parent.ContainsKey(path[i]) || (last && OptionalFields.Has(tree, path.Take(i), path[i]))))
            {
                if (last)
                {
                    parent[path[i]] = Value(setting, setting[(equals + 1)..]);
                    return;
                }

                node = parent[path[i]]!;
            }
            else
            {
                throw Unknown(setting, string.Join('.', path.Take(i)), path[i], node);
            }
        }
    }

    /// <summary>The path that a shortcut of the preset stands for.</summary>
    private static string Spelled(JsonObject tree, string path) =>
        (tree["shortcuts"] as JsonObject)?[path] is JsonValue value && value.TryGetValue<string>(out var spelled) ? spelled : path;

    private static PresetException Unknown(string setting, string parent, string name, JsonNode node)
    {
        var known = node switch
        {
            JsonObject fields => fields.Select(field => field.Key).ToArray(),
            JsonArray items => [.. Enumerable.Range(0, items.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))],
            _ => [],
        };
        var place = parent.Length == 0 ? "the preset" : $"'{parent}'";
        var choice = known.Length == 0 ? "it has no fields." : $"it has {string.Join(", ", known)}.";
        var suggestion = node is JsonObject ? NearestName.Suggestion(name, known) : "";
        return new PresetException($"--set '{setting}': {place} has no field '{name}'; {choice} {suggestion}".TrimEnd());
    }

    /// <summary>JSON where the text is JSON (numbers, lists, true), otherwise a word.</summary>
    private static JsonNode? Value(string setting, string text)
    {
        try
        {
            return PresetJson.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
        catch (PresetException exception)
        {
            throw new PresetException($"--set '{setting}': {exception.Message}");
        }
    }
}
