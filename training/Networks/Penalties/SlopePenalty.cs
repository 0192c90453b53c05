using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// γ/2 · mean of |∂D(x)/∂x|² at the items that D's loss saw. D(x) − D(G(z)) that a bound on |∂D/∂x| allows grows with the distance of x
/// and G(z), whose square is a sum over values. So a γ that keeps D in check at one size is too small for larger pictures (Karras et al.
/// 2020 make it proportional to their pixels, too).
/// </summary>
/// <param name="Gamma">γ; 0 switches it off.</param>
/// <param name="Values">Values of an item up to which γ is as written; for larger items it grows in proportion.</param>
public abstract record SlopePenalty(
    [Within(0, 1_000_000)] double Gamma,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][Within(1, 1 << 24)] int? Values) : Penalty
{
    /// <summary>What the mean is multiplied by, for items of so many values.</summary>
    public double WeightAt(long values) => (Values < values ? Gamma * values / Values.Value : Gamma) / 2;

    /// <inheritdoc/>
    public override Value Of(ScoredBatch batch) => WeightAt(batch.ItemValues) * SlopeSquares(batch).ReduceMean();

    /// <summary>|∂D(x)/∂x|² of the items that are looked at, [N].</summary>
    protected abstract Value SlopeSquares(ScoredBatch batch);
}
