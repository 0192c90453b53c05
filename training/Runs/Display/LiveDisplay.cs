using Gan.Onnx.Training.Foundation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gan.Onnx.Training.Runs.Display;

/// <summary>Two lines, and one for each thing that goes wrong, redrawn four times a second by a thread of their own.</summary>
internal sealed class LiveDisplay : IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public LiveDisplay(TrainingLoop loop)
    {
        _thread = new Thread(() => DrawWhilePossible(loop)) { IsBackground = true, Name = "display" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private static Rows Render(TrainingProgress? progress, IReadOnlyList<Verdict> verdicts)
    {
        if (progress is null)
        {
            return new Rows(new Text("starting"), Text.Empty);
        }

        var lines = ProgressLines.Of(progress, AnsiConsole.Profile.Width);
        IRenderable first = lines.BarDone + lines.BarLeft == 0
            ? new Text(lines.Position)
            : new Markup(
                $"{Markup.Escape(lines.Position)}  "
                + $"[green]{new string('━', lines.BarDone)}[/][grey]{new string('━', lines.BarLeft)}[/]  "
                + Markup.Escape(lines.Time));
        return new Rows([first, new Text(lines.Figures), .. verdicts.Select(verdict => new Text(verdict.ToString()))]);
    }

    /// <summary>A terminal that was closed ends the display, and nothing else.</summary>
    private void DrawWhilePossible(TrainingLoop loop)
    {
        try
        {
            Draw(loop);
        }
        catch (Exception exception) when (LastingWriter.IsOfOutput(exception))
        {
            // There is nobody to look at it.
        }
    }

    private void Draw(TrainingLoop loop) => AnsiConsole.Live(Render(null, [])).Start(context =>
    {
        bool stopped;
        do
        {
            stopped = _stop.Wait(TimeSpan.FromMilliseconds(250));
            context.UpdateTarget(Render(loop.Progress, loop.Verdicts));
        }
        while (!stopped);
    });
}
