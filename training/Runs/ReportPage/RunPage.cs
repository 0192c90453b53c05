using System.Diagnostics;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>
/// <c>report.html</c>: everything that a run has written, on one page that needs no other file. Rewritten after every line of the
/// metrics, unless they come so fast that it would take more than a twentieth of the time, and at the end.
/// </summary>
/// <param name="folder">What is shown, and where the page goes.</param>
public sealed class RunPage(RunFolder folder) : IRunReport
{
    private const int ShareOfTime = 20;

    private readonly Stopwatch _sinceWritten = new();
    private TimeSpan _cost;
    private TrainingLoop _loop = null!;

    /// <inheritdoc/>
    public void Follow(TrainingLoop loop) => _loop = loop;

    /// <inheritdoc/>
    public void Begin(Trainer trainer, double done)
    {
    }

    /// <inheritdoc/>
    public void LineEnd(Trainer trainer, double done)
    {
        if (!_sinceWritten.IsRunning || _sinceWritten.Elapsed >= _cost * ShareOfTime)
        {
            var started = Stopwatch.GetTimestamp();
            Write(trainer, PageState.Training);
            _cost = Stopwatch.GetElapsedTime(started);
            _sinceWritten.Restart();
        }
    }

    /// <inheritdoc/>
    public void End(Trainer trainer, double done) => Write(trainer, done >= 1 ? PageState.Finished : PageState.Stopped);

    private void Write(Trainer trainer, PageState state)
    {
        if (_loop.Metrics.Lines.Count > 0)
        {
            PageDocument.Write(
                folder, ResolvedOptions.Read(folder.Options), _loop.Metrics.Lines, trainer.Data.StepsPerEpoch, _loop.Verdicts, state);
        }
    }
}

/// <summary>How a run stood when its page was written.</summary>
internal enum PageState
{
    /// <summary>It was going on.</summary>
    Training,

    /// <summary>It was stopped before its limit.</summary>
    Stopped,

    /// <summary>It had reached its limit.</summary>
    Finished,
}
