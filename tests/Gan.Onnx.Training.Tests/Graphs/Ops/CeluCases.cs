using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class CeluCases : OperatorCases
{
    public CeluCases()
    {
        Case("a scalar", x => x[0].Celu(2), Any().AwayFrom(0));
        Case("a matrix", x => x[0].Celu(2), Any(3, 4).AwayFrom(0));

        Golden("known values", x => x[0].Celu(2), Vector(-1, 0, 3), Vector(-2 * Math.Log(2), 0, 3));
    }

    public override Type Operator => typeof(CeluBuilder);
}
