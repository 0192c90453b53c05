using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>The two ways in which a GAN's training fails without a number that is not finite, in words.</summary>
public static class Verdict
{
    /// <summary>Iterations that pass before anything is said: an untrained generator shows nearly one image too.</summary>
    public const long FirstStep = 1000;

    /// <summary>Less than this share of the data's diversity is called a collapse.</summary>
    public const double CollapsedShare = 0.25;

    private const double Certain = 0.99;

    /// <summary>The generator's images hardly depend on the latent (mode collapse); null where they do.</summary>
    /// <param name="step">Iterations done.</param>
    /// <param name="diversity">Of the generator, see <see cref="Diversity"/>.</param>
    /// <param name="data">The same of the data.</param>
    public static string? Collapse(long step, double diversity, double data) => step >= FirstStep && diversity < CollapsedShare * data
        ? FormattableString.Invariant($"collapse: {Diversity.Latents} latents give nearly one image (deviation {diversity:F3}, the data {data:F3})")
        : null;

    /// <summary>The discriminator is certain of every item, so that the generator learns little from it; null where it is not.</summary>
    /// <param name="step">Iterations done.</param>
    /// <param name="mean">Means over an epoch, or what was done of it; D's outputs must be probabilities.</param>
    public static string? Domination(long step, IterationResult mean) =>
        step >= FirstStep && mean.RealProbability > Certain && mean.FakeProbability < 1 - Certain
            ? FormattableString.Invariant(
                $"domination: the discriminator is certain of every image (D(real) {mean.RealProbability:F3}, D(fake) {mean.FakeProbability:F3} on average)")
            : null;
}
