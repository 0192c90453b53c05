using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class CumSumCases : OperatorCases
{
    public CumSumCases()
    {
        Case("the middle axis", x => x[0].CumSum(1), Any(2, 3, 2));
        Case("from the end, without itself", x => x[0].CumSum(-1, exclusive: true, reverse: true), Any(2, 3));

        Golden("a list", x => x[0].CumSum(0), Vector(1, 3, 6), Vector(1, 2, 3));
        Golden("without itself", x => x[0].CumSum(0, exclusive: true), Vector(0, 1, 3), Vector(1, 2, 3));
        Golden("from the end", x => x[0].CumSum(0, reverse: true), Vector(6, 5, 3), Vector(1, 2, 3));
    }

    public override Type Operator => typeof(CumSumBuilder);
}
