using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// γ/2 · mean over fakes of |∂D(x)/∂x|² (Mescheder et al. 2018, section 4.1, equation 10), at the items that D's loss saw,
/// under the same dropout masks.
/// </summary>
/// <param name="Gamma">γ; 0 switches it off.</param>
/// <param name="Values">
/// Values of an item (of a picture: side² · channels) up to which γ is as written; for larger items it grows in proportion. Absent for one
/// γ at every size.
/// </param>
public sealed record R2(double Gamma, int? Values = null) : SlopePenalty(Gamma, Values)
{
    /// <inheritdoc/>
    protected override Value SlopeSquares(ScoredBatch batch) => batch.FakeSlopeSquares();
}
