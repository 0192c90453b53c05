using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// γ/2 · mean over real items of |∂D(x)/∂x|² (Mescheder et al. 2018, section 4.1, equation 9), at the items that D's loss saw,
/// under the same dropout masks.
/// </summary>
/// <param name="Gamma">γ; 0 switches it off.</param>
public sealed record R1([Within(0, 1_000_000)] double Gamma) : Penalty
{
    /// <inheritdoc/>
    public override Value Of(ScoredBatch batch) => (Gamma / 2) * batch.RealSlopeSquares().ReduceMean();
}
