using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class AndCases : OperatorCases
{
    public AndCases()
    {
        Case("two scalars", x => x[0].Greater(0).And(x[1].Greater(0)), Any(), Any());
        Case("two matrices", x => x[0].Greater(0).And(x[1].Greater(0)), Any(2, 3), Any(2, 3));
        Case("a row and a column", x => x[0].Greater(0).And(x[1].Greater(0)), Any(1, 3), Any(2, 1));

        Golden("all pairs", x => x[0].Greater(0).And(x[1].Greater(0)), Vector(1, 0, 0, 0), Vector(1, 1, -1, -1), Vector(1, -1, 1, -1));

        Refuses("numbers", "And: input 'x' is Float [2], expected Bool. Cast it first.",
            graph => graph.Input("x", Shape.Of(2)).And(graph.Input("y", Shape.Of(2), ElementType.Bool)));
        Refuses(
            "shapes that do not fit together",
            "And: 'x' Bool [2] and 'y' Bool [3] cannot be broadcast together: types must be equal, and trailing dimensions equal or 1.",
            graph => graph.Input("x", Shape.Of(2), ElementType.Bool).And(graph.Input("y", Shape.Of(3), ElementType.Bool)));
    }

    public override Type Operator => typeof(And);
}
