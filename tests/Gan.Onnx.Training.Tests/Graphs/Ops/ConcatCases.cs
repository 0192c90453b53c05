using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ConcatCases : OperatorCases
{
    public ConcatCases()
    {
        Case("rows", x => x.Concat(0), Any(2, 3), Any(4, 3));
        Case("columns", x => x.Concat(1), Any(2, 3), Any(2, 1));
        Case("a negative axis", x => x.Concat(-1), Any(2, 3), Any(2, 1));
        Case("a negative axis that is not the last", x => x.Concat(-3), Any(1, 2, 3), Any(2, 2, 3));
        Case("one tensor", x => x.Concat(0), Any(3));
        Case("three tensors", x => x.Concat(0), Any(1), Any(2), Any(3));
        Case("the same tensor twice", x => new[] { x[0], x[0] }.Concat(1), Any(2, 3));

        Golden("columns", x => x.Concat(1), Matrix(2, 1, 2, 5, 3, 4, 6), Matrix(2, 1, 2, 3, 4), Matrix(2, 5, 6));

        Refuses("another size beside the axis", "Concat: 'b' is [2,4], the first input [2,3]. Make all axes but 0 equal.",
            graph => new[] { graph.Input("a", Shape.Of(2, 3)), graph.Input("b", Shape.Of(2, 4)) }.Concat(0));
        Refuses("another rank", "Concat: 'b' is [3], the first input [2,3]. Make all axes but 0 equal.",
            graph => new[] { graph.Input("a", Shape.Of(2, 3)), graph.Input("b", Shape.Of(3)) }.Concat(0));
        Refuses("an axis outside", "Concat: axis 2 is outside [2,3]. Use -2 to 1.",
            graph => new[] { graph.Input("a", Shape.Of(2, 3)) }.Concat(2));
        Refuses("a scalar", "Concat: axis 0 is outside []. A scalar has no axes.",
            graph => new[] { graph.Input("a", Shape.Scalar) }.Concat(0));
        Refuses("two element types", "Concat: input 'b' is Double [2], expected Float. Cast it first.",
            graph => new[] { graph.Input("a", Shape.Of(2)), graph.Input("b", Shape.Of(2), ElementType.Double) }.Concat(0));
        Refuses("no tensors", "Concat: expects 1 or more inputs, got 0.", graph => graph.Add(new Concat(0)));
        Refuses("an axis known only when the graph runs", "Concat: axis 0 of 'a' [N,3] is not fixed. Join along a fixed axis.",
            graph => new[] { graph.Input("a", new Shape(new Dimension("N"), 3)) }.Concat(0));
    }

    public override Type Operator => typeof(Concat);
}
