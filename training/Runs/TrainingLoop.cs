using System.Diagnostics;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>Runs a trainer to its limit, and keeps the run folder's metrics, reports and checkpoints while it does.</summary>
/// <param name="trainer">Fresh, or restored from the folder's checkpoint.</param>
/// <param name="folder">Where everything goes.</param>
/// <param name="options">The run's options.</param>
/// <param name="reports">What is written for people.</param>
/// <param name="cadence">How often to save, and how much to record.</param>
/// <param name="evaluation">Looks at the generator every so often; null for never. Stays the caller's.</param>
public sealed class TrainingLoop(
    Trainer trainer,
    RunFolder folder,
    ResolvedOptions options,
    IReadOnlyList<IRunReport> reports,
    LoopCadence cadence,
    RunEvaluation? evaluation = null)
{
    private readonly Stopwatch _session = new();
    private readonly Stopwatch _sinceCheckpoint = new();
    private MetricsLog _metrics = null!;
    private IterationSums _sums;
    private double _earlierSeconds;
    private long _firstStep;
    private long _firstImages;
    private long _imagesPerEpoch;
    private (long Images, TimeSpan Time) _lineStart;
    private TrainingProgress? _progress;
    private Diversity? _diversity;
    private IReadOnlyList<Verdict> _verdicts = [];

    /// <summary>How the run stands; safe to read from another thread. Null before the first iteration.</summary>
    public TrainingProgress? Progress => Volatile.Read(ref _progress);

    /// <summary>
    /// What was wrong with the training when last looked at, at a line of the metrics or at the end; safe to read from another thread.
    /// </summary>
    public IReadOnlyList<Verdict> Verdicts => Volatile.Read(ref _verdicts);

    /// <summary>The lines of <c>metrics.jsonl</c>; null before the run begins.</summary>
    public MetricsLog Metrics => _metrics;

    /// <summary>Time spent on the run up to the last line of its metrics, over all its sessions.</summary>
    public double Seconds => _metrics.Seconds;

    private long StepsPerEpoch => trainer.Data.StepsPerEpoch;

    private double Done => options.Run.Limit.Done(trainer.Step, StepsPerEpoch, _session.Elapsed);

    /// <summary>Trains until the limit is reached or the token asks to stop; either way the state is saved.</summary>
    /// <param name="sums">Those since the last line of the metrics, from the checkpoint; default for a fresh run.</param>
    /// <param name="cancellation">Stops after the current iteration.</param>
    /// <returns>The last checkpoint, and whether the limit was reached.</returns>
    /// <exception cref="RunException">A number came out NaN or infinite; the last checkpoint stays.</exception>
    public (RunState State, bool Finished) Run(IterationSums sums, CancellationToken cancellation)
    {
        Begin(sums);
        while (Done < 1 && !cancellation.IsCancellationRequested)
        {
            Iterate();
            if (MetricsInterval.IsDue(trainer.Step, StepsPerEpoch, _imagesPerEpoch))
            {
                EndLine();
            }

            if (_sinceCheckpoint.Elapsed >= cadence.CheckpointEvery)
            {
                Save();
            }
        }

        if (_sums.Steps > 0)
        {
            Record(partial: true);
        }

        evaluation?.DrawNeighbours();

        foreach (var report in reports)
        {
            report.End(trainer, Done);
        }

        return (Save(), Done >= 1);
    }

    private void Begin(IterationSums sums)
    {
        _metrics = new MetricsLog(folder.Metrics, trainer.Step);
        _sums = sums;
        _earlierSeconds = _metrics.Seconds;
        _firstStep = trainer.Step;
        _firstImages = trainer.Images;
        _imagesPerEpoch = trainer.Data.ItemsBefore(StepsPerEpoch);
        _lineStart = (trainer.Images, TimeSpan.Zero);
        _diversity = options.Preset.Data is ImageOptions images ? new Diversity(trainer, images) : null;
        evaluation?.Begin(Done);
        _session.Start();
        foreach (var report in reports)
        {
            report.Follow(this);
            report.Begin(trainer, Done);
        }

        // A run that is killed before its first interval can be resumed too.
        Save();
    }

    private void Iterate()
    {
        var dump = trainer.Step < cadence.DumpSteps ? new StepDump() : null;
        var result = trainer.Iterate(dump);
        dump?.Write(folder.Dump, trainer.Step);
        _sums = _sums.Plus(result);

        var done = Done;
        var sessionDone = done - options.Run.Limit.Done(_firstStep, StepsPerEpoch, TimeSpan.Zero);
        var elapsed = _session.Elapsed;
        Volatile.Write(ref _progress, new TrainingProgress(
            trainer.Step,
            options.Run.Limit.TotalSteps(StepsPerEpoch),
            ((trainer.Step - 1) / StepsPerEpoch) + 1,
            done,
            sessionDone > 0 ? elapsed * ((1 - done) / sessionDone) : null,
            (trainer.Images - _firstImages) / elapsed.TotalSeconds,
            _sums.Mean));
    }

    private void EndLine()
    {
        Record(partial: false);
        _sums = default;
        _lineStart = (trainer.Images, _session.Elapsed);
        foreach (var report in reports)
        {
            report.LineEnd(trainer, Done);
        }
    }

    private void Record(bool partial)
    {
        var elapsed = _session.Elapsed;

        // Where a run stopped for a while says nothing about it.
        var distances = partial && Done < 1 ? null : evaluation?.MeasureIfDue(Done);
        _metrics.Append(Summarise(partial, elapsed, distances));
        if (distances is not null)
        {
            evaluation!.KeepBest(_metrics);
        }
    }

    private MetricsLine Summarise(bool partial, TimeSpan elapsed, TrainingDistances? distances)
    {
        var mean = _sums.Mean;
        var diversity = _diversity?.Measure();
        Judge(mean, diversity);
        return new MetricsLine(
            trainer.Step,
            ((trainer.Step - 1) / StepsPerEpoch) + 1,
            partial,
            trainer.Images,
            Math.Round(_earlierSeconds + _session.Elapsed.TotalSeconds, 3),
            Math.Round((trainer.Images - _lineStart.Images) / (elapsed - _lineStart.Time).TotalSeconds, 1),
            mean.DiscriminatorLoss,
            mean.GeneratorLoss,
            mean.RealProbability,
            mean.FakeProbability,
            diversity is { } deviation ? Math.Round(deviation, 4) : null,
            distances?.Seen,
            distances?.Random)
        {
            Measured = KnownMetrics.Measure(trainer),
            Within = !partial && trainer.Step % StepsPerEpoch != 0,
        };
    }

    private void Judge(IterationResult mean, double? diversity)
    {
        // A critic's numbers are not probabilities.
        var domination = options.Preset.Loss is Wasserstein ? null : Domination.Of(trainer.Step, mean);
        var collapse = diversity is { } deviation ? Collapse.Of(trainer.Step, deviation, _diversity!.Data) : null;
        Volatile.Write(ref _verdicts, [.. new Verdict?[] { collapse, domination }.OfType<Verdict>()]);
    }

    private RunState Save()
    {
        var state = Checkpoint.Write(folder.Checkpoint, options, trainer, _sums);
        _sinceCheckpoint.Restart();
        return state;
    }
}
