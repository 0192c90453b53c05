using System.Text.Json;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// Evaluates a run every so often, when a line of its metrics is due, and keeps the best generator that it has seen, frozen, in
/// <c>best/</c>.
/// </summary>
/// <param name="trainer">Trains on images.</param>
/// <param name="folder">Where the best generator and the picture of neighbours go.</param>
/// <param name="options">The run's options.</param>
/// <param name="times">Evaluations over the whole run, at least 1.</param>
/// <param name="classifier">Sees digits; null for random features only. Stays the caller's.</param>
public sealed class RunEvaluation(Trainer trainer, RunFolder folder, ResolvedOptions options, int times, DigitClassifier? classifier)
    : IDisposable
{
    private readonly TrainingEvaluation _evaluation = new(trainer, classifier);
    private double _lookedAt;
    private double? _floor;

    /// <summary>To be called before the first iteration of a session.</summary>
    /// <param name="done">How much of the run is done, 0 to 1.</param>
    public void Begin(double done) => _lookedAt = done;

    /// <summary>The distances of the generator as it is now, if an evaluation is due; null otherwise.</summary>
    /// <param name="done">How much of the run is done, 0 to 1.</param>
    public TrainingDistances? MeasureIfDue(double done)
    {
        var due = done >= 1 || Math.Floor(done * times) > Math.Floor(_lookedAt * times);
        _lookedAt = done;
        return due ? _evaluation.Measure() : null;
    }

    /// <summary>
    /// Freezes the generator if no line of the metrics is better than the last; to be called after every line with distances.
    /// </summary>
    /// <param name="metrics">With that line.</param>
    public void KeepBest(MetricsLog metrics)
    {
        if (Best(metrics.Lines) == metrics.Lines[^1])
        {
            trainer.Engine.Download();
            var extent = new TrainingExtent(trainer.Step, trainer.Images, trainer.Data.StepsPerEpoch);
            var origin = options.Origin(extent, metrics.Seconds);
            GeneratorExport.Write(folder.Best, options.Preset, trainer.Generator, origin, options.Run.Threads);
        }
    }

    /// <summary>Draws <c>nearest.png</c>, if there are images enough.</summary>
    public void DrawNeighbours()
    {
        if (trainer.Data.ItemsBefore(trainer.Data.StepsPerEpoch) > NeighbourPicture.Neighbours)
        {
            PngFile.Write(folder.Nearest, _evaluation.Neighbours());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _evaluation.Dispose();

    /// <summary>
    /// The line with the smallest distance, on the classifier's features where the last one has that; null where none has any.
    /// </summary>
    /// <param name="lines">Of the metrics.</param>
    public static MetricsLine? Best(IReadOnlyList<MetricsLine> lines)
    {
        var measured = lines.Where(line => line.FdRandom2k is not null).ToArray();
        return measured.Length == 0 ? null
            : measured[^1].Fd2k is null ? measured.MinBy(line => line.FdRandom2k)
            : measured.Where(line => line.Fd2k is not null).MinBy(line => line.Fd2k);
    }

    /// <summary>Which evaluation was the best, in words; null where there was none.</summary>
    public string? Summary(IReadOnlyList<MetricsLine> lines)
    {
        if (Best(lines) is not { } best)
        {
            return null;
        }

        var evaluations = lines.Count(line => line.FdRandom2k is not null);
        var (name, value) = best.Fd2k is { } seen
            ? (JsonNamingPolicy.CamelCase.ConvertName(nameof(MetricsLine.Fd2k)), seen)
            : (JsonNamingPolicy.CamelCase.ConvertName(nameof(MetricsLine.FdRandom2k)), best.FdRandom2k!.Value);
        var floor = best.Fd2k is null ? Floor() : "";
        return FormattableString.Invariant(
            $"Best of {evaluations} evaluations: {name} {value:G4}{floor} after step {best.Step}. Frozen generator: {folder.Best}");
    }

    private string Floor() =>
        (_floor ??= _evaluation.Floor()) is { } floor ? FormattableString.Invariant($" (real images among themselves: {floor:G4})") : "";
}
