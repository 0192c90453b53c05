using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// Half the mean square of logit minus target (LSGAN, Mao et al. 2017, equation 2 with b = realTarget, a = fakeTarget and
/// c = generatorTarget; section 3.2.3 proposes −1, 1, 0 and 0, 1, 1 for a, b, c).
/// </summary>
/// <param name="RealTarget">What D shall answer to real items, −100 to 100.</param>
/// <param name="FakeTarget">What D shall answer to fakes, −100 to 100.</param>
/// <param name="GeneratorTarget">What G wants D to answer to fakes, −100 to 100.</param>
public sealed record LeastSquares(double RealTarget, double FakeTarget, double GeneratorTarget) : Loss
{
    /// <inheritdoc/>
    public override Value Discriminator(Value realLogits, Value fakeLogits) => HalfSquare(realLogits, RealTarget) + HalfSquare(fakeLogits, FakeTarget);

    /// <inheritdoc/>
    public override Value Generator(Value fakeLogits, Value? realLogits) => HalfSquare(fakeLogits, GeneratorTarget);

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        Bounds.Check($"{field}.realTarget", RealTarget, -100, 100);
        Bounds.Check($"{field}.fakeTarget", FakeTarget, -100, 100);
        Bounds.Check($"{field}.generatorTarget", GeneratorTarget, -100, 100);
    }

    private static Value HalfSquare(Value logits, double target)
    {
        var distance = logits - target;
        return 0.5 * (distance * distance).ReduceMean();
    }
}
