using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Training.Runs;

/// <summary>The places of a run's files.</summary>
/// <param name="Path">The folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>All options, resolved.</summary>
    public string Options => In("options.json");

    /// <summary>One JSON object a line: losses, probabilities and speed of an epoch.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>Grids of the same latents, epoch by epoch.</summary>
    public string Samples => In("samples");

    /// <summary>The page that shows all of this.</summary>
    public string Page => In("report.html");

    /// <summary>Generated images beside those of the data that are most like them; drawn at the end.</summary>
    public string Nearest => In("nearest.png");

    /// <summary>What <c>evaluate --json</c> found, if it was asked to write it here.</summary>
    public string Evaluation => In("evaluation.json");

    /// <summary>What is needed to go on.</summary>
    public string Checkpoint => In("checkpoint");

    /// <summary>What ONNX Runtime Training trains from, where it is the run's engine.</summary>
    public string Artifacts => In("artifacts");

    /// <summary>Inputs, gradients and results of the first steps, with <c>--dump-steps</c>.</summary>
    public string Dump => In("dump");

    /// <summary>The frozen generator.</summary>
    public string Generator => In(FrozenGenerator.FileName);

    /// <summary>The frozen generator that was the best when the run was evaluated.</summary>
    public string Best => System.IO.Path.Combine(In("best"), FrozenGenerator.FileName);

    /// <summary>Distributions at the start, midway and at the end, for one-dimensional data.</summary>
    public string Distributions => In("distributions.json");

    /// <summary>The plot of <see cref="Distributions"/>.</summary>
    public string DistributionPlot => In("distributions.svg");

    /// <summary>Held by the process that trains here.</summary>
    public string Lock => In(".lock");

    /// <summary>
    /// The grid of <see cref="Samples"/> that was drawn when a line of the metrics was written; runs on numbers have none.
    /// </summary>
    public string Grid(MetricsLine line) => line.Partial || line.Within ? GridWithin(line.Step) : GridOf(line.Epoch);

    /// <summary>The grid of <see cref="Samples"/> for a number of iterations.</summary>
    public string Grid(long step, long stepsPerEpoch) =>
        step % stepsPerEpoch == 0 ? GridOf(step / stepsPerEpoch) : GridWithin(step);

    private string GridOf(long epoch) => System.IO.Path.Combine(Samples, FormattableString.Invariant($"epoch-{epoch:D4}.png"));

    private string GridWithin(long step) => System.IO.Path.Combine(Samples, FormattableString.Invariant($"step-{step:D6}.png"));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
