using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class OneHotCases : OperatorCases
{
    public OneHotCases()
    {
        FloatCase("rows that choose", x => x[0] * x[0].Graph.Integers(2, 0).OneHot(3), Any(2, 3));

        FloatCase("indices of several items alike", x => x[0] * x[0].Graph.Integers(1, 1).OneHot(2), Any(2, 2));
        FloatCase("an index outside", x => x[0] + x[0].Graph.Integers(5).OneHot(3), Any(1, 3));

        FloatGolden(
            "a row an index, zeros for one that is outside",
            x => x[0] + x[0].Graph.Integers(1, 0, 2).OneHot(2),
            Matrix(3, 0, 1, 1, 0, 0, 0),
            Matrix(3, 0, 0, 0, 0, 0, 0));

        Refuses("indices that are no integers", "OneHot: input 'x' is Float [2], expected Int64. Cast it first.", graph =>
            graph.Input("x", Shape.Of(2)).OneHot(3));
        Refuses("indices of two axes", "OneHot: 'i' is [2,1] and the depth 3. Give indices of shape [N] and a depth of 1 or more.",
            graph => graph.Input("i", Shape.Of(2, 1), ElementType.Int64).OneHot(3));
        Refuses("no depth", "OneHot: 'i' is [2] and the depth 0. Give indices of shape [N] and a depth of 1 or more.",
            graph => graph.Input("i", Shape.Of(2), ElementType.Int64).OneHot(0));
    }

    public override Type Operator => typeof(OneHot);
}
