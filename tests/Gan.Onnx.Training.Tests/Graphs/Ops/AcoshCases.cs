using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class AcoshCases : OperatorCases
{
    public AcoshCases()
    {
        Case("a scalar", x => x[0].Acosh(), Any().Between(1.5, 3));
        Case("a matrix", x => x[0].Acosh(), Any(3, 4).Between(1.5, 3));

        Golden("known values", x => x[0].Acosh(), Vector(0, Math.Log(2)), Vector(1, 1.25));
    }

    public override Type Operator => typeof(AcoshBuilder);
}
