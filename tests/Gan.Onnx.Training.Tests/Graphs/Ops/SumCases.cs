using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class SumCases : OperatorCases
{
    public SumCases()
    {
        Case("three", x => x.Sum(), Any(2, 3), Any(3), Any(2, 1));
        Case("one", x => new[] { x[0] }.Sum().Tanh(), Any(4));

        Golden("three", x => x.Sum(), Vector(6, 60), Vector(1, 10), Vector(2, 20), Vector(3, 30));
    }

    public override Type Operator => typeof(SumBuilder);
}
