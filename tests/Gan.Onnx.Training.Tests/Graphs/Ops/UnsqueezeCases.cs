using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class UnsqueezeCases : OperatorCases
{
    public UnsqueezeCases()
    {
        Case("before", x => x[0].Unsqueeze([0]), Any(3));
        Case("before and behind", x => x[0].Unsqueeze([0, -1]), Any(3, 2));

        Golden("a row", x => x[0].Unsqueeze([0]), Matrix(1, 1, 2), Vector(1, 2));
    }

    public override Type Operator => typeof(UnsqueezeBuilder);
}
