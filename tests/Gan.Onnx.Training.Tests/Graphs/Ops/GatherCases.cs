using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class GatherCases : OperatorCases
{
    public GatherCases()
    {
        Case("each once", x => x[0].Gather(0, [2, 0, 1]), Any(3, 2));
        Case("some never", x => x[0].Gather(0, [1]), Any(3, 2));
        Case("some often", x => x[0].Gather(1, [0, 2, 2, 1, 2, 0]), Any(2, 3, 2));
        Case("all equally often", x => x[0].Gather(1, [1, 0, 0, 1]), Any(2, 2));
        Case("the last axis by a negative number", x => x[0].Gather(-1, [0, 3, 3]), Any(2, 4));
        Case("a vector against itself", x => x[0].Gather(0, [0, 0, 1]) * x[0], Any(3));

        Case(
            "by indices known when the graph runs",
            x => x[0].Gather(0, x[1].Cast(ElementType.Int64)),
            Any(3),
            Any(4).Between(0, 3));
        Case(
            "rows by indices known when the graph runs, twice over",
            x => x[0].Gather(0, x[1].Cast(ElementType.Int64)) * x[2],
            Any(3, 2),
            Any(4).Between(0, 3),
            Any(4, 2));
        Case("a table of constants", x => x[0].Gather(1, x[0].Graph.Integers(1, 0, 0, 2).Reshape(Shape.Of(2, 2))), Any(2, 3, 2));
        Case(
            "by a table of indices, from the middle axis",
            x => x[0].Gather(1, x[1].Cast(ElementType.Int64)),
            Any(2, 3, 2),
            Any(2, 2).Between(0, 3));
        Case("bytes", x => x[0].Cast(ElementType.UInt8).Gather(0, [2, 0]).Detach(), Any(3, 2).Between(0, 255));

        Golden("rows by a matrix of fed indices", x => x[0].Gather(0, x[1].Cast(ElementType.Int64)),
            new(Shape.Of(2, 1, 2), [5, 6, 1, 2]), Matrix(3, 1, 2, 3, 4, 5, 6), Matrix(2, 2, 0));
        Golden("columns", x => x[0].Gather(1, [2, 0, 2]), Matrix(2, 3, 1, 3, 6, 4, 6), Matrix(2, 1, 2, 3, 4, 5, 6));
        Golden("rows", x => x[0].Gather(0, [1, 1]), Matrix(2, 4, 5, 6, 4, 5, 6), Matrix(2, 1, 2, 3, 4, 5, 6));

        Refuses("an index outside", "Gather: index 3 is outside axis 0 of [3]. Use 0 to 2.", graph =>
            graph.Input("x", Shape.Of(3)).Gather(0, [0, 3]));
        Refuses("a negative index", "Gather: index -1 is outside axis 0 of [3]. Use 0 to 2.", graph =>
            graph.Input("x", Shape.Of(3)).Gather(0, [-1]));
        Refuses("an axis outside", "Gather: axis 1 is outside [3]. Use -1 to 0.", graph => graph.Input("x", Shape.Of(3)).Gather(1, [0]));
        Refuses("an axis known only when the graph runs", "Gather: axis 0 of 'x' [N,3] is not fixed. Gather along a fixed axis.",
            graph => graph.Input("x", new Shape(new Dimension("N"), 3)).Gather(0, [0]));
        Refuses("indices that are no integers", "Gather: input 'i' is Float [2], expected Int64. Cast it first.",
            graph => graph.Input("x", Shape.Of(3)).Gather(0, graph.Input("i", Shape.Of(2))));
        Refuses("a gradient of a free axis through indices that are fed",
            "Gather: no gradient for 'x' [N,3], which has a free axis, through indices 'i' Int64 [2]. Fix the axis, or Detach the result.",
            graph =>
            {
                var x = graph.Input("x", new Shape(new Dimension("N"), 3));
                return Gradients.Of(x.Gather(1, graph.Input("i", Shape.Of(2), ElementType.Int64)).ReduceSum(), [x])[0];
            });
    }

    public override Type Operator => typeof(Gather);
}
