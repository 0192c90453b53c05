using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>The two objectives of a GAN, on logits. Chosen by <c>type</c> in a preset's <c>loss</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BceWithLogits), "bceWithLogits")]
[JsonDerivedType(typeof(Hinge), "hinge")]
[JsonDerivedType(typeof(LeastSquares), "leastSquares")]
[JsonDerivedType(typeof(Relativistic), "relativistic")]
[JsonDerivedType(typeof(Wasserstein), "wasserstein")]
public abstract record Loss
{
    /// <summary>
    /// True when <see cref="Generator"/> compares fakes with real items; then the generator's step sees those of the discriminator's step.
    /// </summary>
    public virtual bool GeneratorNeedsReal => false;

    /// <summary>What the discriminator minimises, a scalar.</summary>
    /// <param name="realLogits">D(x) of real items, [N, 1].</param>
    /// <param name="fakeLogits">D(G(z)) of detached fakes, [N, 1].</param>
    public abstract Value Discriminator(Value realLogits, Value fakeLogits);

    /// <summary>What the generator minimises, a scalar.</summary>
    /// <param name="fakeLogits">D(G(z)), [N, 1].</param>
    /// <param name="realLogits">D(x) of as many real items, [N, 1]; null unless <see cref="GeneratorNeedsReal"/>.</param>
    public abstract Value Generator(Value fakeLogits, Value? realLogits);

    /// <summary>Checks the loss's numbers against their ranges.</summary>
    /// <param name="field">The loss's place in the preset, for messages.</param>
    /// <exception cref="PresetException">A number is out of range.</exception>
    public virtual void Validate(string field) => Bounds.Check(field, this);
}
