namespace Gan.Onnx.Training.Runs;

/// <summary>How long a run lasts; exactly one of the three is given. Epochs and steps are totals, minutes count from the start of the session.</summary>
/// <param name="Epochs">Passes over the data in total.</param>
/// <param name="Steps">Iterations in total.</param>
/// <param name="Minutes">Time of one session.</param>
public sealed record TrainingLimit(long? Epochs, long? Steps, double? Minutes)
{
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
