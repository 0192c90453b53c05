using System.Text.Json.Serialization;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Runs;

/// <summary>What belongs to one run, not to its preset.</summary>
/// <param name="Seed">Everything random follows from it.</param>
/// <param name="Limit">How long the run lasts.</param>
/// <param name="Threads">Threads that ONNX Runtime uses.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="DataSha256">SHA-256 that identifies the training data.</param>
/// <param name="Engine">What trains, if it is not the usual engine; null for that.</param>
public sealed record RunSettings(
    [Within(0, long.MaxValue)] long Seed,
    TrainingLimit Limit,
    [Within(1, RunSettings.MostThreads)] int Threads,
    string Device,
    string DataSha256,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null)
{
    /// <summary>More threads than any machine has for one run.</summary>
    public const int MostThreads = 1024;

    /// <summary>What the user worded: <c>train</c>, the preset and its settings, quoted for a shell.</summary>
    [JsonIgnore]
    public string Asked { get; init; } = "";

    /// <summary>The command line that repeats the run.</summary>
    /// <exception cref="PresetException">One that is read does not end in the run's own length and seed.</exception>
    [JsonRequired]
    public string Command
    {
        get => Asked + Rest;
        init => Asked = value.EndsWith(Rest, StringComparison.Ordinal)
            ? value[..^Rest.Length]
            : throw new PresetException($"run.command must end in '{Rest.TrimStart()}', the run's length and seed, found '{value}'.");
    }

    /// <summary>How the GPU is used; null on the CPU.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CudaOptions? Cuda { get; init; }

    /// <summary>
    /// The folder of the user's own data, as a full path; null for data that the program fetches or draws. Not what the run follows from:
    /// the data may move.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Data { get; init; }

    /// <summary>Whether pictures that cannot be read are left out, with which a run goes on as it began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SkipUnreadable { get; init; }

    /// <summary>How often the run is evaluated over its whole length; null for the usual number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Evaluations { get; init; }

    /// <summary>
    /// A name for each class of the data, in their order; null where they are only numbers. Not what the run follows from: names may
    /// change.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ClassNames { get; init; }

    private string Rest => FormattableString.Invariant($"{(Engine is null ? "" : $" --engine {Engine}")} {Limit} --seed {Seed}");

    /// <summary>The same run with another length.</summary>
    public RunSettings To(TrainingLimit limit) => this with { Limit = limit };

    /// <summary>
    /// The command line that repeats the run as far as it has come: where a clock or Ctrl-C ended it, that takes the number of steps.
    /// </summary>
    public string CommandUpTo(long step, long stepsPerEpoch) =>
        Limit.TotalSteps(stepsPerEpoch) == step ? Command : To(new TrainingLimit(null, step, null)).Command;
}
