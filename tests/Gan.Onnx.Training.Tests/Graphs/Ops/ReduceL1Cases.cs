using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ReduceL1Cases : OperatorCases
{
    public ReduceL1Cases()
    {
        Case("rows", x => x[0].ReduceL1([1]), Any(3, 4).AwayFrom(0));
        Case("columns, kept", x => x[0].ReduceL1([0], keepDims: true), Any(3, 4).AwayFrom(0));
        Case("all", x => x[0].ReduceL1([0, 1]), Any(2, 3).AwayFrom(0));

        Golden("rows", x => x[0].ReduceL1([1]), Vector(7, 5), Matrix(2, 3, -4, 1, 4));
    }

    public override Type Operator => typeof(ReduceL1Builder);
}
