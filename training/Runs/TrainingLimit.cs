using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// How long a run lasts; exactly one of the three is given. Epochs and steps are totals, minutes count from the start of the session.
/// </summary>
/// <param name="Epochs">Passes over the data in total.</param>
/// <param name="Steps">Iterations in total.</param>
/// <param name="Minutes">Time of one session.</param>
public sealed record TrainingLimit(
    [Within(1, TrainingLimit.MostEpochs)] long? Epochs,
    [Within(1, TrainingLimit.MostSteps)] long? Steps,
    [Within(TrainingLimit.LeastMinutes, TrainingLimit.MostMinutes)] double? Minutes)
{
    /// <summary>The largest number of <see cref="Epochs"/>.</summary>
    public const long MostEpochs = 1_000_000;

    /// <summary>The largest number of <see cref="Steps"/>.</summary>
    public const long MostSteps = 1_000_000_000;

    /// <summary>The shortest time in <see cref="Minutes"/>.</summary>
    public const double LeastMinutes = 0.01;

    /// <summary>The longest time in <see cref="Minutes"/>.</summary>
    public const double MostMinutes = 100_000;

    /// <summary>The iterations at which the run ends; null when time decides.</summary>
    public long? TotalSteps(long stepsPerEpoch) => Steps ?? (Epochs * stepsPerEpoch);

    /// <summary>How much of the run is done, 0 to 1.</summary>
    public double Done(long step, long stepsPerEpoch, TimeSpan session) => Minutes is { } minutes
        ? Math.Min(1, session.TotalMinutes / minutes)
        : Math.Min(1, step / (double)TotalSteps(stepsPerEpoch)!.Value);

    /// <summary>The limit as words of a command line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{(Epochs is not null ? $"--epochs {Epochs}" : Steps is not null ? $"--steps {Steps}" : $"--minutes {Minutes}")}");
}
