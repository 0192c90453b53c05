using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class SoftmaxCases : OperatorCases
{
    public SoftmaxCases()
    {
        Case("rows", x => x[0].Softmax(1), Any(2, 3));
        Case("columns", x => x[0].Softmax(0), Any(2, 3));
        Case("a middle axis", x => x[0].Softmax(1), Any(2, 3, 2));

        Golden(
            "of logarithms, without overflow",
            x => x[0].Softmax(0),
            Vector(0.125, 0.375, 0.5),
            Vector(1000, 1000 + Math.Log(3), 1000 + Math.Log(4)));
    }

    public override Type Operator => typeof(SoftmaxBuilder);
}
