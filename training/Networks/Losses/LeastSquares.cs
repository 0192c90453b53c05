using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// Half the mean square of logit minus target (LSGAN, Mao et al. 2017, equation 2 with b = realTarget, a = fakeTarget and
/// c = generatorTarget; section 3.2.3 proposes −1, 1, 0 and 0, 1, 1 for a, b, c).
/// </summary>
/// <param name="RealTarget">What D shall answer to real items.</param>
/// <param name="FakeTarget">What D shall answer to fakes.</param>
/// <param name="GeneratorTarget">What G wants D to answer to fakes.</param>
public sealed record LeastSquares(
    [Within(-100, 100)] double RealTarget,
    [Within(-100, 100)] double FakeTarget,
    [Within(-100, 100)] double GeneratorTarget) : Loss
{
    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) =>
        HalfSquare(realLogits, RealTarget) + HalfSquare(fakeLogits, FakeTarget);

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) => HalfSquare(fakeLogits, GeneratorTarget);

    private static Value HalfSquare(Value logits, double target)
    {
        var distance = logits - target;
        return 0.5 * (distance * distance).ReduceMean();
    }
}
