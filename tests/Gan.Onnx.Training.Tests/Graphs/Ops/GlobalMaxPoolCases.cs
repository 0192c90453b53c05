using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class GlobalMaxPoolCases : OperatorCases
{
    public GlobalMaxPoolCases()
    {
        Case("maps", x => x[0].GlobalMaxPool(), Any(2, 3, 2, 2));
        Case("lines", x => x[0].GlobalMaxPool(), Any(2, 3, 4));

        Golden("two maps", x => x[0].GlobalMaxPool(), new Tensor(Shape.Of(1, 2, 1), [2, 4]), new Tensor(Shape.Of(1, 2, 2), [1, 2, 4, 3]));
    }

    public override Type Operator => typeof(GlobalMaxPoolBuilder);
}
