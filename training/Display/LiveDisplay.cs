using Gan.Onnx.Training.Runs;
using Spectre.Console;

namespace Gan.Onnx.Training.Display;

/// <summary>A progress bar with losses, speed and time left, redrawn four times a second by a thread of its own.</summary>
internal sealed class LiveDisplay : IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public LiveDisplay(TrainingLoop loop)
    {
        _thread = new Thread(() => Draw(loop)) { IsBackground = true, Name = "display" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Draw(TrainingLoop loop) => AnsiConsole.Progress()
        .AutoClear(false)
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn())
        .Start(context =>
        {
            var task = context.AddTask("starting", maxValue: 1);
            bool stopped;
            do
            {
                stopped = _stop.Wait(TimeSpan.FromMilliseconds(250));
                if (loop.Progress is { } progress)
                {
                    task.Value = progress.Done;
                    task.Description = Markup.Escape(FormattableString.Invariant(
                        $"epoch {progress.Epoch} · step {progress.Step} · {TrainingDisplay.Describe(progress)} · {progress.ImagesPerSecond:N0} images/s · {TrainingDisplay.Time(progress.Remaining)} left"));
                }
            }
            while (!stopped);

            task.StopTask();
        });
}
