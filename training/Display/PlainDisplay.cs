using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Display;

/// <summary>A line every ten seconds and at the end, for logs.</summary>
internal sealed class PlainDisplay : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly TrainingLoop _loop;
    private readonly Timer _timer;

    public PlainDisplay(TrainingLoop loop)
    {
        _loop = loop;
        _timer = new Timer(_ => Print(), null, Interval, Interval);
    }

    public void Dispose()
    {
        _timer.Dispose();
        Print();
    }

    private void Print()
    {
        if (_loop.Progress is { } progress)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"epoch {progress.Epoch}, step {progress.Step}, {progress.Done:P0}: {TrainingDisplay.Describe(progress)}; {progress.ImagesPerSecond:F0} images/s, {TrainingDisplay.Time(progress.Remaining)} left"));
        }
    }
}
