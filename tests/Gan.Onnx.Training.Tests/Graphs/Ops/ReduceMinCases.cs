using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ReduceMinCases : OperatorCases
{
    public ReduceMinCases()
    {
        Case("rows", x => x[0].ReduceMin([1]), Any(3, 4));
        Case("columns, kept", x => x[0].ReduceMin([0], keepDims: true), Any(3, 4));
        Case("all", x => x[0].ReduceMin([0, 1]), Any(2, 3));

        Golden("rows", x => x[0].ReduceMin([1]), Vector(-4, 1), Matrix(2, 3, -4, 1, 4));
    }

    public override Type Operator => typeof(ReduceMinBuilder);
}
