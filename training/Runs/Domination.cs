using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>The discriminator is certain of every item, so that the generator learns little from it.</summary>
/// <param name="RealProbability">Mean D(x).</param>
/// <param name="FakeProbability">Mean D(G(z)).</param>
public sealed record Domination(double RealProbability, double FakeProbability) : Verdict
{
    private const double Certain = 0.99;

    /// <inheritdoc/>
    public override string Name => "domination";

    /// <inheritdoc/>
    public override string Heading => "The discriminator dominates";

    /// <inheritdoc/>
    protected override string Seen => FormattableString.Invariant(
        $"the discriminator is certain of every image (D(real) {RealProbability:F3}, D(fake) {FakeProbability:F3} on average)");

    /// <summary>The verdict, or null where the discriminator is in doubt or it is too early to tell.</summary>
    /// <param name="step">Iterations done.</param>
    /// <param name="mean">Means over an epoch, or what was done of it; D's outputs must be probabilities.</param>
    public static Domination? Of(long step, IterationResult mean) =>
        step >= FirstStep && mean.RealProbability > Certain && mean.FakeProbability < 1 - Certain
            ? new Domination(mean.RealProbability, mean.FakeProbability)
            : null;
}
