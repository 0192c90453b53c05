using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class HardSwishCases : OperatorCases
{
    public HardSwishCases()
    {
        Case("a scalar", x => x[0].HardSwish(), Any().AwayFrom(-3, 3));
        Case("a matrix", x => x[0].HardSwish(), Any(3, 4).AwayFrom(-3, 3));

        Golden("known values", x => x[0].HardSwish(), Vector(0, 0, 3, 6), Vector(-4, 0, 3, 6));
    }

    public override Type Operator => typeof(HardSwishBuilder);
}
