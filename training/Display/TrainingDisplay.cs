using Gan.Onnx.Training.Runs;
using Spectre.Console;

namespace Gan.Onnx.Training.Display;

/// <summary>Shows a running loop: a live bar on a terminal, a line now and then anywhere else.</summary>
public static class TrainingDisplay
{
    /// <summary>Starts showing; disposing of the result stops it after a last look.</summary>
    public static IDisposable Show(TrainingLoop loop) =>
        AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Capabilities.Ansi ? new LiveDisplay(loop) : new PlainDisplay(loop);

    /// <summary>Losses and probabilities in a few words.</summary>
    internal static string Describe(TrainingProgress progress) => FormattableString.Invariant(
        $"D loss {progress.Mean.DiscriminatorLoss:F4}, G loss {progress.Mean.GeneratorLoss:F4}, D(real) {progress.Mean.RealProbability:F3}, D(fake) {progress.Mean.FakeProbability:F3}");

    /// <summary>A time span as 1:02:03 or 2:03.</summary>
    internal static string Time(TimeSpan? time) => time switch
    {
        null => "?",
        { TotalHours: >= 1 } span => FormattableString.Invariant($"{(int)span.TotalHours}:{span.Minutes:D2}:{span.Seconds:D2}"),
        { } span => FormattableString.Invariant($"{span.Minutes}:{span.Seconds:D2}"),
    };
}
