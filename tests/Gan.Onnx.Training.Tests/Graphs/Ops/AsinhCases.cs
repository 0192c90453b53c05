using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class AsinhCases : OperatorCases
{
    public AsinhCases()
    {
        Case("a scalar", x => x[0].Asinh(), Any().AwayFrom(0));
        Case("a matrix", x => x[0].Asinh(), Any(3, 4).AwayFrom(0));

        Golden("known values", x => x[0].Asinh(), Vector(0, Math.Log(2), -Math.Log(2)), Vector(0, 0.75, -0.75));
    }

    public override Type Operator => typeof(AsinhBuilder);
}
