using System.Text.Json.Serialization;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>What <c>state.json</c> holds. No clock times: equal runs give equal files.</summary>
/// <param name="Step">Iterations done.</param>
/// <param name="Images">Real items seen.</param>
/// <param name="Weights">The file of parameters and optimizer states.</param>
/// <param name="WeightsSha256">That file's SHA-256.</param>
/// <param name="HyperparametersSha256">Identifies preset, seed and data: the weights mean nothing under others.</param>
/// <param name="Random">Where the random streams stand.</param>
/// <param name="Data">Where the data stand.</param>
/// <param name="Sums">Sums since the last line of the metrics.</param>
public sealed record RunState(
    long Step,
    long Images,
    string Weights,
    string WeightsSha256,
    string HyperparametersSha256,
    RandomState Random,
    DataPosition Data,
    IterationSums Sums)
{
    /// <summary>Where the strength of augmentations stands; null for a preset without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AugmentState? Augment { get; init; }

    /// <summary>Whether a run can stand here; a damaged or edited file may say anything.</summary>
    [JsonIgnore]
    internal bool IsPossible =>
        Step is >= 0 and <= TrainingLimit.MostSteps
        && Images >= 0
        && Data.BatchesPerEpoch is >= 1 and <= TrainingLimit.MostSteps
        && Weights == Path.GetFileName(Weights)
        && Augment is null or { Strength: >= 0 and <= 1, Steps: >= 0 };

    /// <summary>How far the networks have been trained.</summary>
    [JsonIgnore]
    public TrainingExtent Extent => new(Step, Images, Data.BatchesPerEpoch);
}

/// <summary>Where the random streams stand: they are functions of seed and counter.</summary>
/// <param name="Generator">The algorithm.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Counter">The block that the next iteration draws from.</param>
public sealed record RandomState(string Generator, long Seed, long Counter);

/// <summary>Where the data stand.</summary>
/// <param name="Epoch">Whole epochs done.</param>
/// <param name="Batch">Batches done in the current epoch.</param>
/// <param name="BatchesPerEpoch">Batches in an epoch.</param>
public sealed record DataPosition(long Epoch, long Batch, long BatchesPerEpoch);
