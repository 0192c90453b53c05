namespace Gan.Onnx.Training.Plots;

/// <summary>
/// The course of a training run: the losses of discriminator and generator, and below them the probability the discriminator
/// gives to real images and to generated ones.
/// </summary>
public static class LossPlot
{
    /// <summary>Draws the run as an SVG document. All lists are equally long; values that are not finite leave a gap.</summary>
    /// <param name="title">The run, such as "mlp: losses".</param>
    /// <param name="xLabel">What the positions count, such as "epoch".</param>
    /// <param name="x">Increasing positions.</param>
    /// <param name="discriminatorLoss">The mean loss of the discriminator at each position, in nats where it is a cross-entropy.</param>
    /// <param name="generatorLoss">The mean loss of the generator.</param>
    /// <param name="realProbability">The mean D(x) of real images, 0 to 1.</param>
    /// <param name="fakeProbability">The mean D(G(z)) of generated images, 0 to 1.</param>
    /// <param name="lossUnit">The losses' unit, or an empty text.</param>
    public static string Render(
        string title,
        string xLabel,
        IReadOnlyList<double> x,
        IReadOnlyList<double> discriminatorLoss,
        IReadOnlyList<double> generatorLoss,
        IReadOnlyList<double> realProbability,
        IReadOnlyList<double> fakeProbability,
        string lossUnit = "nats")
    {
        var losses = new LinePanel(
            "Losses",
            lossUnit.Length > 0 ? $"mean loss ({lossUnit})" : "mean loss",
            [
                new Series("discriminator", x, discriminatorLoss, PlotStyle.Blue),
                new Series("generator", x, generatorLoss, PlotStyle.Vermilion, "7 3"),
            ],
            FromZero: true);
        var probabilities = new LinePanel(
            "Discriminator's judgement",
            "mean probability of “real”",
            [
                new Series("D(x), real", x, realProbability, PlotStyle.Blue),
                new Series("D(G(z)), generated", x, fakeProbability, PlotStyle.Vermilion, "7 3"),
            ],
            YRange: PlotFrame.Probability,
            Reference: 0.5);
        return LineChart.Render(title, xLabel, [losses, probabilities]);
    }
}
