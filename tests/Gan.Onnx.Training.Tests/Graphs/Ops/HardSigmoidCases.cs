using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class HardSigmoidCases : OperatorCases
{
    public HardSigmoidCases()
    {
        Case("a scalar", x => x[0].HardSigmoid(), Any().AwayFrom(-2.5, 2.5));
        Case("a matrix", x => x[0].HardSigmoid(), Any(3, 4).AwayFrom(-2.5, 2.5));

        Golden("known values", x => x[0].HardSigmoid(), Vector(0, 0.5, 0.7, 1), Vector(-4, 0, 1, 4));
    }

    public override Type Operator => typeof(HardSigmoidBuilder);
}
