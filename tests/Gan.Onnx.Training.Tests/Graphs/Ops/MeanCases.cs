using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class MeanCases : OperatorCases
{
    public MeanCases()
    {
        Case("three", x => x.Mean(), Any(2, 3), Any(3), Any(2, 1));
        Case("two", x => x.Mean(), Any(4), Any(4));

        Golden("two", x => x.Mean(), Vector(1.5, 15), Vector(1, 10), Vector(2, 20));
    }

    public override Type Operator => typeof(MeanBuilder);
}
