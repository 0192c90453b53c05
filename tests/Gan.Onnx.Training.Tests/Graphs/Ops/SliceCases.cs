using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SliceCases : OperatorCases
{
    public SliceCases()
    {
        Case("the beginning", x => x[0].Slice(0, 0, 2), Any(4, 3));
        Case("the end", x => x[0].Slice(0, 2, 4), Any(4, 3));
        Case("the middle of the last axis", x => x[0].Slice(1, 1, 3), Any(2, 4));
        Case("a negative axis", x => x[0].Slice(-1, 1, 2), Any(2, 4));
        Case("everything", x => x[0].Slice(0, 0, 3), Any(3));
        Case("overlapping parts", x => x[0].Slice(0, 0, 3) * x[0].Slice(0, 1, 4), Any(4));

        Golden("the middle column", x => x[0].Slice(1, 1, 2), Matrix(2, 2, 5), Matrix(2, 1, 2, 3, 4, 5, 6));

        Refuses("an end outside", "Slice: [1, 4) is outside axis 0 of [3]. Use 0 ≤ start < end ≤ 3.",
            graph => graph.Input("x", Shape.Of(3)).Slice(0, 1, 4));
        Refuses("nothing", "Slice: [1, 1) is outside axis 0 of [3]. Use 0 ≤ start < end ≤ 3.",
            graph => graph.Input("x", Shape.Of(3)).Slice(0, 1, 1));
        Refuses("a negative start", "Slice: [-1, 1) is outside axis 0 of [3]. Use 0 ≤ start < end ≤ 3.",
            graph => graph.Input("x", Shape.Of(3)).Slice(0, -1, 1));
        Refuses("an axis outside", "Slice: axis -2 is outside [3]. Use -1 to 0.",
            graph => graph.Input("x", Shape.Of(3)).Slice(-2, 0, 1));
        Refuses("an axis known only when the graph runs", "Slice: axis 0 of 'x' [N,3] is not fixed. Slice a fixed axis.",
            graph => graph.Input("x", new Shape(new Dimension("N"), 3)).Slice(0, 0, 1));
        Refuses("one input", "Slice: expects 4 inputs, got 1.", graph => graph.Add(new Slice([(0, 0, 1)]), graph.Input("x", Shape.Of(3))));
    }

    public override Type Operator => typeof(Slice);
}
