using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class CoshCases : OperatorCases
{
    public CoshCases()
    {
        Case("a scalar", x => x[0].Cosh(), Any());
        Case("a matrix", x => x[0].Cosh(), Any(3, 4));

        Golden("known values", x => x[0].Cosh(), Vector(1, 1.25), Vector(0, Math.Log(2)));
    }

    public override Type Operator => typeof(CoshBuilder);
}
