using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>A run that cannot start or go on: the message says which, why and what to do.</summary>
public sealed class RunException(string message) : ToolException(message)
{
    /// <summary>True when the run broke down, false when it was asked for in a way that cannot be.</summary>
    public bool IsBreakdown { get; private init; }

    /// <inheritdoc/>
    public override int ExitCode => IsBreakdown ? Breakdown : Mistake;

    /// <summary>A number that is NaN or infinite: nothing after it would mean anything.</summary>
    public static RunException NonFinite(long step, string tensor, float value) =>
        new($"Training stopped at step {step}: {tensor} is {value}. The last checkpoint is from before. "
            + "Lower optimizers.*.learningRate with --set, and start again.")
        {
            IsBreakdown = true,
        };

    /// <summary>A file of the run could not be written.</summary>
    public static RunException Unwritable(string reason, string way) =>
        new($"Training stopped: {reason.TrimEnd('.')}. {way}") { IsBreakdown = true };

    /// <summary>A resumed run was given other data.</summary>
    public static RunException OtherData(string folder, string? data, string then, string now) =>
        new($"'{folder}': the data{(data is null ? "" : $" in '{data}'")} are not those that the run was trained on (SHA-256 {then} then, "
            + $"{now} now). Restore them, name where they are with --data, or start a new run with --run.");

    /// <summary>A resumed run was given other hyperparameters.</summary>
    public static RunException Changed(string folder, IReadOnlyList<string> differences)
    {
        const int Most = 4;
        var more = differences.Count > Most ? $"; and {differences.Count - Most} more" : "";
        return new($"'{folder}' was trained with other hyperparameters: {string.Join("; ", differences.Take(Most))}{more}. "
            + "Leave out --preset, --set and --seed to go on as before, or start a new run with --run.");
    }
}
