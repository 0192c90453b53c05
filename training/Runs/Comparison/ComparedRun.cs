using System.Text.Json;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs.Comparison;

/// <summary>A run as others are compared with it.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Options">What it was made of.</param>
/// <param name="Last">The last line of its metrics.</param>
/// <param name="IsFinished">Whether it has reached its length; null for one whose length is time.</param>
/// <param name="Figures">Its numbers by name.</param>
public sealed record ComparedRun(
    RunFolder Folder, ResolvedOptions Options, MetricsLine Last, bool? IsFinished, IReadOnlyDictionary<string, Figure> Figures)
{
    private static readonly JsonSerializerOptions ReportOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>How the run stands, in one word.</summary>
    public string State => IsFinished switch { true => "finished", false => "unfinished", null => "timed" };

    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="RunException">It is none, is damaged or has measured nothing yet.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ComparedRun Read(RunFolder folder)
    {
        var options = ResolvedOptions.Read(folder.Options);
        var lines = MetricsLog.Read(folder.Metrics);
        if (lines.Count == 0)
        {
            // A line that has an end was written whole, and has been changed since.
            throw new RunException(File.Exists(folder.Metrics) && File.ReadAllText(folder.Metrics).Contains('\n', StringComparison.Ordinal)
                ? $"'{folder.Metrics}' holds no line that 'train' wrote. Restore it, or leave the run out."
                : $"'{folder.Metrics}' has no line yet: nothing was measured. Wait for its first 10,000 images.");
        }

        var state = Checkpoint.ReadState(folder.Checkpoint);
        var total = options.Run.Limit.TotalSteps(state.Data.BatchesPerEpoch);
        var figures = new Dictionary<string, Figure>(Evaluated(folder));
        foreach (var values in lines
            .SelectMany(line => MetricValues.Of(line).Select(metric => (metric.Name, Figure: new Figure(metric.Value, line.Step))))
            .GroupBy(metric => metric.Name, metric => metric.Figure))
        {
            // The generator with the smallest distance is kept in best/; of all else the last counts, which generator.onnx belongs to.
            figures[values.Key] = MetricOrder.IsDistance(values.Key) ? values.MinBy(value => value.Value)! : values.Last();
        }

        return new ComparedRun(folder, options, lines[^1], total is { } steps ? steps <= state.Step : null, figures);
    }

    /// <summary>What <c>evaluate</c> measured, if it was one of the generators that the run has now.</summary>
    private static IEnumerable<KeyValuePair<string, Figure>> Evaluated(RunFolder folder)
    {
        if (!File.Exists(folder.Evaluation))
        {
            return [];
        }

        try
        {
            var report = JsonSerializer.Deserialize<Report>(File.ReadAllText(folder.Evaluation), ReportOptions)
                ?? throw new JsonException();
            string[] generators = [folder.Generator, folder.Best];
            return generators.Any(file => File.Exists(file) && Sha256Sum.OfFile(file) == report.ModelSha256)
                ?
                [
                    .. report.Metrics.Where(metric => metric.Value is not null)
                        .Select(metric => KeyValuePair.Create(metric.Key, new Figure(metric.Value!.Value, null))),
                ]
                : [];
        }
        catch (JsonException)
        {
            throw new RunException($"'{folder.Evaluation}' is not what 'evaluate --json' wrote. Write it again, or remove it.");
        }
    }

    /// <summary>What is read of <c>evaluate --json</c>.</summary>
    private sealed record Report(string ModelSha256, IReadOnlyDictionary<string, double?> Metrics);
}

/// <summary>A number of a run.</summary>
/// <param name="Value">Finite.</param>
/// <param name="Step">Iterations done when it was measured; null for what <c>evaluate</c> measured.</param>
public sealed record Figure(double Value, long? Step);
