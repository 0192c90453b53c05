using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class FlattenCases : OperatorCases
{
    public FlattenCases()
    {
        Case("rows of items", x => x[0].Flatten(), Any(2, 3, 2));
        Case("a later axis", x => x[0].Flatten(2), Any(2, 3, 2));

        Golden("keeps the order", x => x[0].Flatten(), Matrix(2, 1, 2, 3, 4), Matrix(2, 1, 2, 3, 4));
    }

    public override Type Operator => typeof(FlattenBuilder);
}
