using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class AtanhCases : OperatorCases
{
    public AtanhCases()
    {
        Case("a scalar", x => x[0].Atanh(), Any().Between(-0.8, 0.8));
        Case("a matrix", x => x[0].Atanh(), Any(3, 4).Between(-0.8, 0.8));

        Golden("known values", x => x[0].Atanh(), Vector(0, Math.Log(2)), Vector(0, 0.6));
    }

    public override Type Operator => typeof(AtanhBuilder);
}
