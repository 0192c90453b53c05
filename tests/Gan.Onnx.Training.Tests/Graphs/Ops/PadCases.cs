using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class PadCases : OperatorCases
{
    public PadCases()
    {
        Case("one axis", x => x[0].Pad([0, 1], [0, 2]), Any(2, 3));
        Case("all axes", x => x[0].Pad([1, 0, 2], [0, 1, 1]), Any(2, 3, 2));
        Case("nothing", x => x[0].Pad([0], [0]), Any(3));
        Case("against itself", x => x[0].Pad([1], [0]) * x[0].Pad([0], [1]), Any(3));

        Golden(
            "a row below, a column on the left",
            x => x[0].Pad([0, 1], [1, 0]),
            Matrix(3, 0, 1, 2, 0, 3, 4, 0, 0, 0),
            Matrix(2, 1, 2, 3, 4));

        Refuses("an axis too few", "Pad: pads 1 before and 1 after do not fit [2,3]. Give 0 or more for each axis.",
            graph => graph.Input("x", Shape.Of(2, 3)).Pad([1], [1]));
        Refuses("a negative number", "Pad: pads -1 before and 0 after do not fit [2]. Give 0 or more for each axis.",
            graph => graph.Input("x", Shape.Of(2)).Pad([-1], [0]));
        Refuses("an axis known only when the graph runs", "Pad: axis 0 of 'x' [N] is not fixed. Pad fixed axes.",
            graph => graph.Input("x", new Shape(new Dimension("N"))).Pad([1], [0]));
    }

    public override Type Operator => typeof(Pad);
}
