using System.Globalization;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs.Display;

/// <summary>A line every ten seconds and at the end, and one when something begins to go wrong, for logs.</summary>
internal sealed class PlainDisplay : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly TrainingLoop _loop;
    private readonly TextWriter _output;
    private readonly Timer _timer;
    private readonly Lock _printing = new();
    private HashSet<string> _wrong = [];
    private long? _printed;

    public PlainDisplay(TrainingLoop loop, TextWriter output)
    {
        _loop = loop;
        _output = output;
        _timer = new Timer(_ => Tick(), null, Interval, Interval);
    }

    /// <summary>The line for one moment.</summary>
    public static string Line(TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {progress.Epoch}, step {progress.Step}, {(int)(progress.Done * 100)} %: "
        + $"{string.Join(", ", TrainingDisplay.Figures(progress))}, {TrainingDisplay.Time(progress.Remaining)} left");

    public void Dispose()
    {
        _timer.Dispose();
        Print();
    }

    private void Tick()
    {
        Print();
        var verdicts = _loop.Verdicts;
        foreach (var verdict in verdicts.Where(verdict => !_wrong.Contains(verdict.Name)))
        {
            _output.WriteLine(verdict);
        }

        _wrong = [.. verdicts.Select(verdict => verdict.Name)];
    }

    private void Print()
    {
        // The last look may come right after the timer's, or beside it.
        lock (_printing)
        {
            if (_loop.Progress is { } progress && progress.Step != _printed)
            {
                _output.WriteLine(Line(progress));
                _printed = progress.Step;
            }
        }
    }
}
