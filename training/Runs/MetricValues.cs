using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs;

/// <summary>The numbers of a line of <c>metrics.jsonl</c> by name, so that what shows them shows a later metric too.</summary>
public static class MetricValues
{
    private static readonly string[] Positions = ["step", "epoch", "partial", "images", "seconds", "within"];

    /// <summary>
    /// All finite numbers but those that say where the line stands, in the line's order: <c>discriminatorLoss</c> and so on; one within
    /// an object has a dotted name.
    /// </summary>
    public static IEnumerable<(string Name, double Value)> Of(MetricsLine line) =>
        Numbers("", JsonSerializer.SerializeToNode(line, MetricsLog.Options)!.AsObject().Where(field => !Positions.Contains(field.Key)));

    private static IEnumerable<(string Name, double Value)> Numbers(string prefix, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (value is JsonObject inner)
            {
                foreach (var number in Numbers($"{prefix}{name}.", inner))
                {
                    yield return number;
                }
            }
            else if (value?.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() is var number)
            {
                yield return ($"{prefix}{name}", number);
            }
        }
    }
}
