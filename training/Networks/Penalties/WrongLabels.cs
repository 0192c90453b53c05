using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// weight · mean over real items of softplus(D(x, y′) − D(x, y)), y the item's label and y′ that of the next item in the batch, of the
/// first for the last: D learns that a real item under another's label is as wrong as a fake (Reed et al. 2016, section 4.1,
/// algorithm 1, there with the logarithmic loss; here in pairs, as <see cref="Losses.Relativistic"/>). Where both labels are the same,
/// the term is a constant.
/// </summary>
/// <param name="Weight">How much it counts beside the loss; 0 switches it off.</param>
public sealed record WrongLabels([Within(0, 1_000_000)] double Weight) : Penalty
{
    /// <inheritdoc/>
    public override Value Of(ScoredBatch batch) =>
        Weight * (batch.RealLogitsOfNextLabels() - batch.RealLogits).Softplus().ReduceMean();
}
