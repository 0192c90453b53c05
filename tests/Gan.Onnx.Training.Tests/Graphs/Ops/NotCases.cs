using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class NotCases : OperatorCases
{
    public NotCases()
    {
        Case("a scalar", x => x[0].Greater(0).Not(), Any());
        Case("a vector", x => x[0].Greater(0).Not(), Any(5));
        Case("a matrix", x => x[0].Greater(0).Not(), Any(2, 3));

        Golden("both", x => x[0].Greater(0).Not(), Vector(0, 1), Vector(1, -1));

        Refuses("numbers", "Not: input 'x' is Float [2], expected Bool. Cast it first.", graph => graph.Input("x", Shape.Of(2)).Not());
    }

    public override Type Operator => typeof(Not);
}
