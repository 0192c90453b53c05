using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// The difference of means (Arjovsky et al. 2017, section 3): D minimises mean(D(G(z))) − mean(D(x)), G minimises
/// −mean(D(G(z))). Unbounded below unless D's slope is bounded: by a penalty here, where the paper clips D's weights.
/// D takes one step for each of G's, the paper five.
/// </summary>
public sealed record Wasserstein : Loss
{
    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) => fakeLogits.ReduceMean() - realLogits.ReduceMean();

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) => -1 * fakeLogits.ReduceMean();
}
