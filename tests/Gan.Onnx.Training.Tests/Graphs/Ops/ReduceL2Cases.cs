using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ReduceL2Cases : OperatorCases
{
    public ReduceL2Cases()
    {
        Case("rows", x => x[0].ReduceL2([1]), Any(3, 4));
        Case("columns, kept", x => x[0].ReduceL2([0], keepDims: true), Any(3, 4));
        Case("all", x => x[0].ReduceL2([0, 1]), Any(2, 3));

        Golden("rows", x => x[0].ReduceL2([1]), Vector(5, Math.Sqrt(17)), Matrix(2, 3, -4, 1, 4));
    }

    public override Type Operator => typeof(ReduceL2Builder);
}
