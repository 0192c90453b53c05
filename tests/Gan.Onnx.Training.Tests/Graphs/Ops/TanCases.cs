using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class TanCases : OperatorCases
{
    public TanCases()
    {
        FloatCase("a scalar", x => x[0].Tan(), Any().Between(-1, 1));
        FloatCase("a matrix", x => x[0].Tan(), Any(3, 4).Between(-1, 1));

        FloatGolden("known values", x => x[0].Tan(), Vector(0, 1), Vector(0, Math.PI / 4));
    }

    public override Type Operator => typeof(TanBuilder);
}
