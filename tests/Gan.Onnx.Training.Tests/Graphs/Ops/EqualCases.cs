using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class EqualCases : OperatorCases
{
    public EqualCases()
    {
        Case("two scalars", x => x[0].Equal(x[1]), Any(), Any());
        Case("a matrix and itself", x => x[0].Equal(x[0]), Any(2, 3));
        Case("a row and a column", x => x[0].Equal(x[1]), Any(1, 3), Any(2, 1));

        Golden("numbers", x => x[0].Equal(x[1]), Vector(1, 0, 1), Vector(1, 2, -0.5), Vector(1, 3, -0.5));

        Refuses(
            "two types",
            "Equal: 'x' Float [2] and 'y' Int64 [2] cannot be broadcast together: types must be equal, and trailing dimensions equal or 1.",
            graph => graph.Input("x", Shape.Of(2)).Equal(graph.Input("y", Shape.Of(2), ElementType.Int64)));
    }

    public override Type Operator => typeof(Equal);
}
