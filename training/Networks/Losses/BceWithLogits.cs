using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// Sigmoid cross-entropy on logits x against a target t, averaged over the batch: mean(softplus(x) − t·x), which neither
/// overflows nor takes the logarithm of 0. The generator's form is the non-saturating one (Goodfellow et al. 2014, section 3).
/// </summary>
/// <param name="RealTarget">
/// Target of real items in D's loss; below 1 is one-sided label smoothing (Salimans et al. 2016, section 3.4).
/// </param>
/// <param name="FakeTarget">Target of fakes in D's loss.</param>
/// <param name="GeneratorTarget">Target of fakes in G's loss.</param>
public sealed record BceWithLogits(
    [Within(0, 1)] double RealTarget,
    [Within(0, 1)] double FakeTarget,
    [Within(0, 1)] double GeneratorTarget) : Loss
{
    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) =>
        CrossEntropy(realLogits, RealTarget) + CrossEntropy(fakeLogits, FakeTarget);

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) => CrossEntropy(fakeLogits, GeneratorTarget);

    private static Value CrossEntropy(Value logits, double target) => target switch
    {
        0 => logits.Softplus().ReduceMean(),

        // softplus(x) − x, without the cancellation that leaves nothing of a small loss.
        1 => (-1 * logits).Softplus().ReduceMean(),
        _ => (logits.Softplus() - (logits * target)).ReduceMean(),
    };
}
