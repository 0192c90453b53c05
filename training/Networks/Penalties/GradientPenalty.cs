using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// weight · mean of (|∂D(x̂)/∂x̂| − 1)² at x̂ = ε·x + (1 − ε)·G(z), ε uniform in [0, 1) for each pair of a real item and a fake
/// (WGAN-GP, Gulrajani et al. 2017, section 4, equation 3 and algorithm 1). D is applied to the mixtures once more, with dropout
/// masks of their own. The paper warns against batch normalisation in D: there |∂D/∂x̂| is that of the sum over the batch.
/// </summary>
/// <param name="Weight">The paper's λ (there 10); 0 switches it off.</param>
public sealed record GradientPenalty([Within(0, 1_000_000)] double Weight) : Penalty
{
    /// <summary>The graph input ε, [N, 1, …].</summary>
    public const string Mix = "mix";

    /// <inheritdoc/>
    public override Value Of(ScoredBatch batch)
    {
        var (real, fake) = (batch.Real, batch.Fake);
        var onePerItem = new Shape(real.Shape.Select((size, axis) => axis == 0 ? size : 1));
        var mix = batch.Declare(new UniformInput(Mix, onePerItem, TrainingStreams.Mixing));
        var squares = batch.SlopeSquaresAt((mix * real) + ((1 - mix) * fake), "penalty");

        // The root's slope is infinite at 0, where D may well be flat; the norm's subgradient there is 0, as in PyTorch.
        var steep = squares.Greater(0);
        var excess = steep.Where(steep.Where(squares, squares.Scalar(1)).Sqrt(), squares.Scalar(0)) - 1;
        return Weight * (excess * excess).ReduceMean();
    }
}
