using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Training.Export;

/// <summary>What a frozen generator's files say about where it comes from.</summary>
/// <param name="Seed">Everything random follows from it, 0 to 2⁶³−1.</param>
/// <param name="DataSha256">Identifies the training data, 64 lower-case hexadecimal digits.</param>
/// <param name="ToolVersion">The version that started the training.</param>
/// <param name="Command">The command line that trains it again.</param>
/// <param name="Extent">How far it has been trained.</param>
/// <param name="Seconds">Time spent on that.</param>
public sealed record GeneratorOrigin(
    long Seed, string DataSha256, string ToolVersion, string Command, TrainingExtent Extent, double Seconds)
{
    /// <summary>A name for each class of the training data; null where they are only numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the manifest says of it.</summary>
    internal TrainingFigures Figures => new(
        Extent.Step,
        Extent.Images,
        Math.Round(Extent.Step / (double)Extent.StepsPerEpoch, 3),
        Math.Round(Seconds, 1),
        (ulong)Seed,
        DataSha256,
        ToolVersion,
        Command);
}

/// <summary>How far a generator has been trained.</summary>
/// <param name="Step">Iterations.</param>
/// <param name="Images">Real items seen.</param>
/// <param name="StepsPerEpoch">Iterations in an epoch.</param>
public sealed record TrainingExtent(long Step, long Images, long StepsPerEpoch);
