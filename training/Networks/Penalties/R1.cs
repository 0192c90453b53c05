using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// γ/2 · mean over real items of |∂D(x)/∂x|² (Mescheder et al. 2018, section 4.1, equation 9), at the items that D's loss saw,
/// under the same dropout masks.
/// </summary>
/// <param name="Gamma">γ; 0 switches it off.</param>
/// <param name="Values">
/// Values of an item (of a picture: side² · channels) up to which γ is as written; for larger items it grows in proportion. Absent for one
/// γ at every size.
/// </param>
public sealed record R1(
    [Within(0, 1_000_000)] double Gamma,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][Within(1, 1 << 24)] int? Values = null) : Penalty
{
    /// <summary>What the mean is multiplied by, for items of so many values.</summary>
    public double WeightAt(long values) => GammaOf.Items(values, Gamma, Values) / 2;

    /// <inheritdoc/>
    public override Value Of(ScoredBatch batch) =>
        WeightAt(batch.ItemValues) * batch.RealSlopeSquares().ReduceMean();
}
