using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ReshapeCases : OperatorCases
{
    private static readonly Dimension N = new("N");

    public ReshapeCases()
    {
        Case("flat", x => x[0].Reshape(Shape.Of(6)), Any(2, 3));
        Case("another grouping", x => x[0].Reshape(Shape.Of(3, 2)), Any(2, 3));
        Case("more axes", x => x[0].Reshape(Shape.Of(1, 2, 1, 3)), Any(2, 3));
        Case("to a scalar", x => x[0].Reshape(Shape.Scalar), Any(1, 1));
        Case("from a scalar", x => x[0].Reshape(Shape.Of(1, 1)), Any());

        Golden("another grouping", x => x[0].Reshape(Shape.Of(3, 2)), Matrix(3, 1, 2, 3, 4, 5, 6), Matrix(2, 1, 2, 3, 4, 5, 6));

        Refuses("another number of elements", "Reshape: [2,3] has 6 elements, [4,2] has 8. Make the two equal.",
            graph => graph.Input("x", Shape.Of(2, 3)).Reshape(Shape.Of(4, 2)));
        Refuses("another number of elements an item", "Reshape: [N,6] has 6 elements an item, [N,2,2] has 4. Make the two equal.",
            graph => graph.Input("x", new Shape(N, 6)).Reshape(new Shape(N, 2, 2)));
        Refuses("a symbolic axis lost", "Reshape: [N,6] begins with N, [6] with 6. Keep a symbolic first axis.",
            graph => graph.Input("x", new Shape(N, 6)).Reshape(Shape.Of(6)));
        Refuses("a symbolic axis that is not the first", "Reshape: [2,2,N] has a symbolic axis that is not the first. Use fixed sizes.",
            graph => graph.Input("x", new Shape(4, N)).Reshape(new Shape(2, 2, N)));
        Refuses("no shape", "Reshape: expects 2 inputs, got 1.",
            graph => graph.Add(new Reshape(Shape.Of(2)), graph.Input("x", Shape.Of(2))));
    }

    public override Type Operator => typeof(Reshape);
}
