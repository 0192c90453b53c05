using System.Text.Json.Serialization;

namespace Gan.Onnx.Training.Runs;

/// <summary>Sums of an epoch's iterations so far; part of a checkpoint, so that a resumed epoch reports the same means.</summary>
/// <param name="Steps">Iterations summed.</param>
/// <param name="DiscriminatorLoss">Sum of D's losses.</param>
/// <param name="GeneratorLoss">Sum of G's losses.</param>
/// <param name="RealProbability">Sum of mean D(x).</param>
/// <param name="FakeProbability">Sum of mean D(G(z)).</param>
public readonly record struct EpochSums(long Steps, double DiscriminatorLoss, double GeneratorLoss, double RealProbability, double FakeProbability)
{
    /// <summary>With one more iteration.</summary>
    public EpochSums Plus(IterationResult result) => new(
        Steps + 1,
        DiscriminatorLoss + result.DiscriminatorLoss,
        GeneratorLoss + result.GeneratorLoss,
        RealProbability + result.RealProbability,
        FakeProbability + result.FakeProbability);

    /// <summary>Means over the iterations; not a number when there are none.</summary>
    [JsonIgnore]
    public IterationResult Mean => new(
        (float)(DiscriminatorLoss / Steps), (float)(GeneratorLoss / Steps), (float)(RealProbability / Steps), (float)(FakeProbability / Steps));
}
