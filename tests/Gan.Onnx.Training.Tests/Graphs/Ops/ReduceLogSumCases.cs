using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ReduceLogSumCases : OperatorCases
{
    public ReduceLogSumCases()
    {
        Case("rows", x => x[0].ReduceLogSum([1]), Any(3, 4).Between(0.5, 2));
        Case("all", x => x[0].ReduceLogSum([0, 1]), Any(2, 3).Between(0.5, 2));

        Golden("rows", x => x[0].ReduceLogSum([1]), Vector(Math.Log(7), Math.Log(5)), Matrix(2, 3, 4, 1, 4));
    }

    public override Type Operator => typeof(ReduceLogSumBuilder);
}
