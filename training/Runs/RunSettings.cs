using System.Text.Json.Serialization;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Runs;

/// <summary>What belongs to one run, not to its preset.</summary>
/// <param name="Seed">Everything random follows from it.</param>
/// <param name="Limit">How long the run lasts.</param>
/// <param name="Threads">Threads that ONNX Runtime uses.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="DataSha256">SHA-256 that identifies the training data.</param>
/// <param name="Command">The command line that repeats the run.</param>
public sealed record RunSettings(long Seed, TrainingLimit Limit, int Threads, string Device, string DataSha256, string Command)
{
    /// <summary>How the GPU is used; null on the CPU.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CudaOptions? Cuda { get; init; }

    /// <summary>The same run with another length.</summary>
    public RunSettings To(TrainingLimit limit) => this with { Limit = limit, Command = CommandTo(limit) };

    /// <summary>The command line that repeats the run as far as it has come: where a clock or Ctrl-C ended it, that takes the number of steps.</summary>
    public string CommandUpTo(long step, long stepsPerEpoch) =>
        Limit.TotalSteps(stepsPerEpoch) == step ? Command : CommandTo(new TrainingLimit(null, step, null));

    // The limit comes after all that the user worded; only the seed follows it.
    private string CommandTo(TrainingLimit limit)
    {
        var found = Command.LastIndexOf($"{Limit}", StringComparison.Ordinal);
        return found < 0 ? Command : Command[..found] + limit + Command[(found + $"{Limit}".Length)..];
    }
}
