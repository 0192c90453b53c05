using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class SqueezeCases : OperatorCases
{
    public SqueezeCases()
    {
        Case("the first axis", x => x[0].Squeeze([0]), Any(1, 3));
        Case("the first and the last", x => x[0].Squeeze([0, -1]), Any(1, 3, 1));

        Golden("a row", x => x[0].Squeeze([0]), Vector(1, 2), Matrix(1, 1, 2));
    }

    public override Type Operator => typeof(SqueezeBuilder);
}
