using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class SinhCases : OperatorCases
{
    public SinhCases()
    {
        Case("a scalar", x => x[0].Sinh(), Any());
        Case("a matrix", x => x[0].Sinh(), Any(3, 4));

        Golden("known values", x => x[0].Sinh(), Vector(0, 0.75), Vector(0, Math.Log(2)));
    }

    public override Type Operator => typeof(SinhBuilder);
}
