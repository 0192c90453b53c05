using System.Text.Json;
using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs;

/// <summary>The file <c>metrics.jsonl</c>: appended to as training goes on, cut back to the checkpoint when it resumes.</summary>
public sealed class MetricsLog
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly string _path;
    private readonly List<MetricsLine> _lines = [];

    /// <summary>Opens the log, keeping only what a run that stands at <paramref name="step"/> has seen.</summary>
    public MetricsLog(string path, long step)
    {
        _path = path;
        Seconds = SecondsUntil(path, step);
        _lines.AddRange(Until(path, step).Where(line => !line.Partial));
        AtomicFile.WriteAllText(path, string.Concat(_lines.Select(Line)));
    }

    /// <summary>All lines, oldest first.</summary>
    public IReadOnlyList<MetricsLine> Lines => _lines;

    /// <summary>Time that the run has taken up to the last line, over all its sessions.</summary>
    public double Seconds { get; private set; }

    /// <summary>Time that a run had taken when it stood at <paramref name="step"/>; 0 when nothing is known.</summary>
    public static double SecondsUntil(string path, long step) =>
        Until(path, step).Select(line => line.Seconds).Where(double.IsFinite).DefaultIfEmpty().Max();

    /// <summary>The lines of a file, oldest first; none where there is no file.</summary>
    public static IReadOnlyList<MetricsLine> Read(string path) => Until(path, long.MaxValue);

    /// <summary>Adds a line.</summary>
    public void Append(MetricsLine metrics)
    {
        _lines.Add(metrics);
        Seconds = metrics.Seconds;
        File.AppendAllText(_path, Line(metrics));
    }

    private static MetricsLine[] Until(string path, long step) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(Parse).OfType<MetricsLine>().Where(line => line.Step <= step)] : [];

    private static string Line(MetricsLine metrics) => JsonSerializer.Serialize(metrics, Options) + "\n";

    /// <summary>Null for the half-written last line that a crash leaves.</summary>
    private static MetricsLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MetricsLine>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
