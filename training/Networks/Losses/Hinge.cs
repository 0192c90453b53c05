using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// The hinge loss on logits (Lim &amp; Ye 2017, section 3; Miyato et al. 2018, equations 16 and 17): D minimises
/// mean(max(0, 1 − D(x))) + mean(max(0, 1 + D(G(z)))), G minimises −mean(D(G(z))). No gradient at the hinge itself, as in PyTorch.
/// </summary>
public sealed record Hinge : Loss
{
    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) =>
        (1 - realLogits).Relu().ReduceMean() + (1 + fakeLogits).Relu().ReduceMean();

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) => -1 * fakeLogits.ReduceMean();
}
