using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class MaxCases : OperatorCases
{
    public MaxCases()
    {
        Case("two vectors", x => x[0].Max(x[1]), Any(4).Between(0, 1), Any(4).Between(1.5, 2));
        Case("a matrix and a row", x => x[0].Max(x[1]), Any(3, 4).Between(-1, 0), Any(4).Between(0.5, 1));

        Golden("pairs", x => x[0].Max(x[1]), Vector(2, 3, 1), Vector(1, 3, 1), Vector(2, -3, 1));
    }

    public override Type Operator => typeof(MaxBuilder);
}
