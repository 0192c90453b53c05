using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class GreaterOrEqualCases : OperatorCases
{
    public GreaterOrEqualCases()
    {
        Case("two vectors", x => x[0].GreaterOrEqual(x[1]), Any(4), Any(4));

        Golden("pairs", x => x[0].GreaterOrEqual(x[1]), Vector(0, 1, 1), Vector(1, 2, 3), Vector(2, 2, 2));
    }

    public override Type Operator => typeof(GreaterOrEqualBuilder);
}
