using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ShapeOfCases : OperatorCases
{
    public ShapeOfCases()
    {
        Case("a matrix", x => x[0].ShapeOf(), Any(2, 3));
        Case("a list", x => x[0].ShapeOf(), Any(4));
        Case("maps", x => x[0].ShapeOf(), Any(1, 2, 3, 4));

        Golden("a matrix", x => x[0].ShapeOf(), Vector(2, 3), Matrix(2, 1, 2, 3, 4, 5, 6));

        Refuses("two tensors", "Shape: expects 1 inputs, got 2.", graph => graph.Add(
            new ShapeOf(), graph.Input("a", Shape.Of(1)), graph.Input("b", Shape.Of(1))));
    }

    public override Type Operator => typeof(ShapeOf);
}
