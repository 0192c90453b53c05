using System.Text.Json;
using System.Text.Json.Serialization;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Runs;

/// <summary>Means over one epoch, or over what was done of it when the run stopped; a line of <c>metrics.jsonl</c>.</summary>
/// <param name="Step">Iterations done.</param>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Partial">True when the run stopped within the epoch; a resumed run replaces the line.</param>
/// <param name="Images">Real items seen since the start.</param>
/// <param name="Seconds">Time spent since the start, over all sessions of the run.</param>
/// <param name="ImagesPerSecond">Speed within this epoch.</param>
/// <param name="DiscriminatorLoss">Mean of D's losses.</param>
/// <param name="GeneratorLoss">Mean of G's losses.</param>
/// <param name="RealProbability">Mean of D(x), 0 to 1.</param>
/// <param name="FakeProbability">Mean of D(G(z)), 0 to 1.</param>
public sealed record EpochMetrics(
    long Step,
    long Epoch,
    bool Partial,
    long Images,
    double Seconds,
    double ImagesPerSecond,
    double DiscriminatorLoss,
    double GeneratorLoss,
    double RealProbability,
    double FakeProbability);

/// <summary>The file <c>metrics.jsonl</c>: appended to as training goes on, cut back to the checkpoint when it resumes.</summary>
public sealed class MetricsLog
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly string _path;
    private readonly List<EpochMetrics> _epochs = [];

    /// <summary>Opens the log, keeping only what a run that stands at <paramref name="step"/> has seen.</summary>
    public MetricsLog(string path, long step)
    {
        _path = path;
        if (File.Exists(path))
        {
            var seen = File.ReadLines(path).Select(Parse).OfType<EpochMetrics>().Where(line => line.Step <= step).ToArray();
            Seconds = seen.Length == 0 ? 0 : seen.Max(line => line.Seconds);
            _epochs.AddRange(seen.Where(line => !line.Partial));
        }

        AtomicFile.WriteAllText(path, string.Concat(_epochs.Select(Line)));
    }

    /// <summary>All lines, oldest first.</summary>
    public IReadOnlyList<EpochMetrics> Epochs => _epochs;

    /// <summary>Time that the run had taken when the log was opened.</summary>
    public double Seconds { get; }

    /// <summary>Adds a line.</summary>
    public void Append(EpochMetrics metrics)
    {
        _epochs.Add(metrics);
        File.AppendAllText(_path, Line(metrics));
    }

    private static string Line(EpochMetrics metrics) => JsonSerializer.Serialize(metrics, Options) + "\n";

    /// <summary>Null for the half-written last line that a crash leaves.</summary>
    private static EpochMetrics? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<EpochMetrics>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
