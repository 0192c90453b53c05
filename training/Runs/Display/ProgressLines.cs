
namespace Gan.Onnx.Training.Runs.Display;

/// <summary>A run's progress in two lines that fit a terminal: position, bar and time left; losses, probabilities and speed.</summary>
/// <param name="Position">Epoch and step.</param>
/// <param name="BarDone">Cells of the bar that are full.</param>
/// <param name="BarLeft">Cells of the bar that are empty; 0 with <paramref name="BarDone"/> 0 where there is no room for a bar.</param>
/// <param name="Time">Percentage and time left.</param>
/// <param name="Figures">The second line.</param>
internal sealed record ProgressLines(string Position, int BarDone, int BarLeft, string Time, string Figures)
{
    private const int LongestBar = 40;
    private const int ShortestBar = 6;
    private const string Gap = "  ";

    // A terminal echoes Ctrl-C as ^C after the second line, and wraps when its last column is written to.
    private const int Margin = 3;

    /// <summary>Lines of at most <paramref name="width"/> − 3 characters.</summary>
    public static ProgressLines Of(TrainingProgress progress, int width)
    {
        var room = Math.Max(width - Margin, 1);
        var total = progress.TotalSteps is { } steps ? FormattableString.Invariant($"/{steps:N0}") : "";
        var position = FormattableString.Invariant($"epoch {progress.Epoch:N0}, step {progress.Step:N0}{total}");
        var time = FormattableString.Invariant($"{(int)(progress.Done * 100)} %, {TrainingDisplay.Time(progress.Remaining)} left");
        var bar = Math.Min(LongestBar, room - position.Length - time.Length - (2 * Gap.Length));
        if (bar < ShortestBar)
        {
            (bar, position, time) = (0, Shortened(progress, position, time, room), "");
        }

        var full = (int)(progress.Done * bar);
        return new ProgressLines(position, full, bar - full, time, Fitting(TrainingDisplay.Figures(progress), room));
    }

    /// <summary>
    /// The first line of a terminal without room for a bar: how much is done and left stays longest, the position goes first.
    /// </summary>
    private static string Shortened(TrainingProgress progress, string position, string time, int room)
    {
        var percent = FormattableString.Invariant($"{(int)(progress.Done * 100)} %");
        string[] lines =
        [
            position + Gap + time,
            FormattableString.Invariant($"step {progress.Step:N0}") + Gap + time,
            time,
            $"{percent}, {TrainingDisplay.Time(progress.Remaining)}",
            percent,
        ];
        return lines.FirstOrDefault(line => line.Length <= room) ?? percent[..Math.Min(percent.Length, room)];
    }

    /// <summary>As many of the parts, from the first, as there is room for.</summary>
    private static string Fitting(IEnumerable<string> parts, int room)
    {
        var line = "";
        foreach (var part in parts)
        {
            var longer = line.Length == 0 ? part : line + Gap + part;
            if (longer.Length > room)
            {
                break;
            }

            line = longer;
        }

        return line;
    }
}
