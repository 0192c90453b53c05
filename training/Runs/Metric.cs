using System.Text.Json;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>A number in the lines of <c>metrics.jsonl</c>, and how it is shown.</summary>
/// <param name="Name">Its name in a line.</param>
/// <param name="Chart">Where the report draws it.</param>
/// <param name="Label">Its curve's name there.</param>
/// <param name="Tag">Its name for TensorBoard, which groups by what stands before the slash.</param>
public sealed record Metric(string Name, MetricChart Chart, string Label, string Tag)
{
    private const string Quality = "quality/";

    /// <summary>
    /// Measures it when a line is written, null where a run has no such number; null for what the training loop knows without.
    /// </summary>
    public Func<Trainer, double?>? Measure { get; init; }

    /// <summary>A metric that <see cref="MetricsLine"/> has a parameter for.</summary>
    /// <param name="parameter">That parameter.</param>
    /// <param name="chart">Where the report draws it.</param>
    /// <param name="label">Its curve's name there.</param>
    /// <param name="tag">Its name for TensorBoard; null for one that tells how good the images are.</param>
    public static Metric Of(string parameter, MetricChart chart, string label, string? tag = null)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter);
        return new Metric(name, chart, label, tag ?? TagOf(name));
    }

    /// <summary>The name for TensorBoard of a metric that says nothing else.</summary>
    internal static string TagOf(string name) => Quality + name.Replace('.', '_');

    /// <summary>The number in a line; null where the line has none.</summary>
    public double? Read(MetricsLine line)
    {
        foreach (var (name, value) in MetricValues.Of(line))
        {
            if (name == Name)
            {
                return value;
            }
        }

        return null;
    }
}
