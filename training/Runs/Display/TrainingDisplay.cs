using Gan.Onnx.Training.Foundation;
using Spectre.Console;

namespace Gan.Onnx.Training.Runs.Display;

/// <summary>Shows a running loop: a live bar on a terminal, a line now and then anywhere else.</summary>
public static class TrainingDisplay
{
    /// <summary>Starts showing; disposing of the result stops it after a last look.</summary>
    /// <param name="loop">What runs.</param>
    /// <param name="output">Where lines go when this is not a terminal.</param>
    public static IDisposable Show(TrainingLoop loop, TextWriter output) =>
        IsConsole(output) && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? new LiveDisplay(loop)
            : new PlainDisplay(loop, output);

    private static bool IsConsole(TextWriter output) =>
        ReferenceEquals(output is LastingWriter lasting ? lasting.Inner : output, Console.Out);

    /// <summary>Losses, probabilities and speed, the most telling first.</summary>
    internal static string[] Figures(TrainingProgress progress) =>
    [
        $"D loss {Loss(progress.Mean.DiscriminatorLoss)}",
        $"G loss {Loss(progress.Mean.GeneratorLoss)}",
        FormattableString.Invariant($"D(real) {progress.Mean.RealProbability:F3}"),
        FormattableString.Invariant($"D(fake) {progress.Mean.FakeProbability:F3}"),
        FormattableString.Invariant($"{progress.ImagesPerSecond:N0} images/s"),
    ];

    /// <summary>A time span as 1:02:03 or 2:03.</summary>
    internal static string Time(TimeSpan? time) => time switch
    {
        null => "?",
        { TotalHours: >= 1 } span => FormattableString.Invariant($"{(int)span.TotalHours}:{span.Minutes:D2}:{span.Seconds:D2}"),
        { } span => FormattableString.Invariant($"{span.Minutes}:{span.Seconds:D2}"),
    };

    /// <summary>A dash for a network that has not been trained yet: the generator, while the discriminator is trained in advance.</summary>
    private static string Loss(float loss) => loss switch
    {
        float.NaN => "–",
        > -1000 and < 1000 => FormattableString.Invariant($"{loss:F4}"),
        _ => FormattableString.Invariant($"{loss:G3}"),
    };
}
