using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// Pairs of one real item and one fake: D minimises mean(softplus(D(G(z)) − D(x))), G mean(softplus(D(x) − D(G(z)))), both
/// without overflow (relativistic standard GAN, Jolicoeur-Martineau 2018, section 4.1; with R1 and R2 it is the loss of R3GAN,
/// Huang et al. 2024, section 2). The pairs are the items' order in the two batches, which is random.
/// </summary>
public sealed record Relativistic : Loss
{
    /// <inheritdoc/>
    public override bool GeneratorNeedsReal => true;

    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) => (fakeLogits - realLogits).Softplus().ReduceMean();

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) =>
        (realLogits! - fakeLogits).Softplus().ReduceMean();
}
