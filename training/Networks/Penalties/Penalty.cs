using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// A further term of the discriminator's objective: most look at ∂D/∂x, so that training differentiates a gradient. Chosen by
/// <c>type</c> in a preset's <c>penalties</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GradientPenalty), "gradientPenalty")]
[JsonDerivedType(typeof(R1), "r1")]
[JsonDerivedType(typeof(R2), "r2")]
[JsonDerivedType(typeof(WrongLabels), "wrongLabels")]
public abstract record Penalty
{
    /// <summary>What is added to the discriminator's loss, a scalar.</summary>
    /// <param name="batch">What the discriminator's loss saw.</param>
    public abstract Value Of(ScoredBatch batch);

    /// <summary>Checks the penalty's numbers against their ranges.</summary>
    /// <param name="field">The penalty's place in the preset, for messages.</param>
    /// <exception cref="PresetException">A number is out of range.</exception>
    public virtual void Validate(string field) => Bounds.Check(field, this);
}
