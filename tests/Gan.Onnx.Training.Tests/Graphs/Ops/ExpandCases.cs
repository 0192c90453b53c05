using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ExpandCases : OperatorCases
{
    public ExpandCases()
    {
        Case("a scalar", x => x[0].Expand(Shape.Of(2, 3)), Any());
        Case("a row", x => x[0].Expand(Shape.Of(2, 3)), Any(3));
        Case("a column", x => x[0].Expand(Shape.Of(2, 3)), Any(2, 1));
        Case("an inner axis", x => x[0].Expand(Shape.Of(2, 4, 3)), Any(2, 1, 3));
        Case("leading axes of size 1", x => x[0].Expand(Shape.Of(1, 1, 3)), Any(3));

        Golden("a column", x => x[0].Expand(Shape.Of(2, 3)), Matrix(2, 1, 1, 1, 2, 2, 2), Matrix(2, 1, 2));

        Refuses("a size that does not fit", "Expand: [2] does not broadcast to [2,3]. Use trailing dimensions that are equal or 1.",
            graph => graph.Input("x", Shape.Of(2)).Expand(Shape.Of(2, 3)));
        Refuses("a smaller target", "Expand: [2,3] does not broadcast to [3]. Use trailing dimensions that are equal or 1.",
            graph => graph.Input("x", Shape.Of(2, 3)).Expand(Shape.Of(3)));
        Refuses("a target known only when the graph runs", "Expand: the target [N,3] is not fixed. Use fixed sizes.",
            graph => graph.Input("x", Shape.Of(3)).Expand(new Shape(new Dimension("N"), 3)));
        Refuses("no shape", "Expand: expects 2 inputs, got 1.",
            graph => graph.Add(new Expand(Shape.Of(2)), graph.Input("x", Shape.Of(1))));
    }

    public override Type Operator => typeof(Expand);
}
