using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class GlobalAveragePoolCases : OperatorCases
{
    public GlobalAveragePoolCases()
    {
        Case("maps", x => x[0].GlobalAveragePool(), Any(2, 3, 2, 2));
        Case("lines", x => x[0].GlobalAveragePool(), Any(2, 3, 4));

        Golden(
            "two maps",
            x => x[0].GlobalAveragePool(),
            new Tensor(Shape.Of(1, 2, 1), [1.5, 3.5]),
            new Tensor(Shape.Of(1, 2, 2), [1, 2, 3, 4]));
    }

    public override Type Operator => typeof(GlobalAveragePoolBuilder);
}
