using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ReduceLogSumExpCases : OperatorCases
{
    public ReduceLogSumExpCases()
    {
        Case("rows", x => x[0].ReduceLogSumExp([1]), Any(3, 4));
        Case("all, kept", x => x[0].ReduceLogSumExp([0, 1], keepDims: true), Any(2, 3));

        Golden("without overflow", x => x[0].ReduceLogSumExp([0]), Tensor.Scalar(1000 + Math.Log(4)), Vector(1000, 1000 + Math.Log(3)));
    }

    public override Type Operator => typeof(ReduceLogSumExpBuilder);
}
