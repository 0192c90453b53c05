namespace Gan.Onnx.Training.Runs;

/// <summary>The generator's images hardly depend on the latent (mode collapse).</summary>
/// <param name="Deviation">Of the generator, see <see cref="Diversity"/>.</param>
/// <param name="Data">The same of the data.</param>
public sealed record Collapse(double Deviation, double Data) : Verdict
{
    /// <summary>Less than this share of the data's diversity is called a collapse.</summary>
    public const double Share = 0.25;

    /// <inheritdoc/>
    public override string Name => "collapse";

    /// <inheritdoc/>
    public override string Heading => "The generator has collapsed";

    /// <inheritdoc/>
    protected override string Seen =>
        FormattableString.Invariant($"{Diversity.Latents} latents give nearly one image (deviation {Deviation:F3}, the data {Data:F3})");

    /// <summary>The verdict, or null where the images differ or it is too early to tell.</summary>
    /// <param name="step">Iterations done.</param>
    /// <param name="deviation">Of the generator.</param>
    /// <param name="data">Of the data.</param>
    public static Collapse? Of(long step, double deviation, double data) =>
        step >= FirstStep && deviation < Share * data ? new Collapse(deviation, data) : null;
}
