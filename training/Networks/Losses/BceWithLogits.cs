using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// Sigmoid cross-entropy on logits x against a target t, averaged over the batch: mean(softplus(x) − t·x), which neither
/// overflows nor takes the logarithm of 0. The generator's form is the non-saturating one (Goodfellow et al. 2014, section 3).
/// </summary>
/// <param name="RealTarget">Target of real items in D's loss, 0 to 1; below 1 is one-sided label smoothing (Salimans et al. 2016, section 3.4).</param>
/// <param name="FakeTarget">Target of fakes in D's loss, 0 to 1.</param>
/// <param name="GeneratorTarget">Target of fakes in G's loss, 0 to 1.</param>
public sealed record BceWithLogits(double RealTarget, double FakeTarget, double GeneratorTarget) : Loss
{
    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) =>
        CrossEntropy(realLogits, RealTarget) + CrossEntropy(fakeLogits, FakeTarget);

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) => CrossEntropy(fakeLogits, GeneratorTarget);

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        Bounds.Check($"{field}.realTarget", RealTarget, 0, 1);
        Bounds.Check($"{field}.fakeTarget", FakeTarget, 0, 1);
        Bounds.Check($"{field}.generatorTarget", GeneratorTarget, 0, 1);
    }

    private static Value CrossEntropy(Value logits, double target) => target switch
    {
        0 => logits.Softplus().ReduceMean(),

        // softplus(x) − x, without the cancellation that leaves nothing of a small loss.
        1 => (-1 * logits).Softplus().ReduceMean(),
        _ => (logits.Softplus() - (logits * target)).ReduceMean(),
    };
}
