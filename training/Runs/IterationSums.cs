using System.Text.Json.Serialization;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// Sums of the iterations since the last line of the metrics; part of a checkpoint, so that a resumed run reports the same means.
/// </summary>
/// <param name="Steps">Iterations summed.</param>
/// <param name="GeneratorSteps">Those of them that had a generator step; fewer while the discriminator is trained in advance.</param>
/// <param name="DiscriminatorLoss">Sum of D's losses.</param>
/// <param name="GeneratorLoss">Sum of G's losses.</param>
/// <param name="RealProbability">Sum of mean D(x).</param>
/// <param name="FakeProbability">Sum of mean D(G(z)).</param>
public readonly record struct IterationSums(
    long Steps, long GeneratorSteps, double DiscriminatorLoss, double GeneratorLoss, double RealProbability, double FakeProbability)
{
    /// <summary>With one more iteration.</summary>
    public IterationSums Plus(IterationResult result) => new(
        Steps + 1,
        float.IsNaN(result.GeneratorLoss) ? GeneratorSteps : GeneratorSteps + 1,
        DiscriminatorLoss + result.DiscriminatorLoss,
        float.IsNaN(result.GeneratorLoss) ? GeneratorLoss : GeneratorLoss + result.GeneratorLoss,
        RealProbability + result.RealProbability,
        FakeProbability + result.FakeProbability);

    /// <summary>Means over the iterations; not a number when there are none.</summary>
    [JsonIgnore]
    public IterationResult Mean => new(
        (float)(DiscriminatorLoss / Steps),
        (float)(GeneratorLoss / GeneratorSteps),
        (float)(RealProbability / Steps),
        (float)(FakeProbability / Steps));
}
