using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ReduceSumSquareCases : OperatorCases
{
    public ReduceSumSquareCases()
    {
        Case("rows", x => x[0].ReduceSumSquare([1]), Any(3, 4));
        Case("columns, kept", x => x[0].ReduceSumSquare([0], keepDims: true), Any(3, 4));
        Case("all", x => x[0].ReduceSumSquare([0, 1]), Any(2, 3));

        Golden("rows", x => x[0].ReduceSumSquare([1]), Vector(25, 17), Matrix(2, 3, -4, 1, 4));
    }

    public override Type Operator => typeof(ReduceSumSquareBuilder);
}
