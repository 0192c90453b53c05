using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class TransposeCases : OperatorCases
{
    public TransposeCases()
    {
        Case("a matrix", x => x[0].Transpose(1, 0), Any(2, 3));
        Case("a cycle, which is not its own inverse", x => x[0].Transpose(1, 2, 0), Any(2, 3, 4));
        Case("channels last", x => x[0].Transpose(0, 2, 3, 1), Any(2, 3, 2, 2));
        Case("nothing", x => x[0].Transpose(0, 1), Any(2, 2));
        Case("against itself", x => x[0].Transpose(1, 0) * x[0], Any(3, 3));

        Golden("a matrix", x => x[0].Transpose(1, 0), Matrix(3, 1, 4, 2, 5, 3, 6), Matrix(2, 1, 2, 3, 4, 5, 6));

        Refuses("an axis twice", "Transpose: perm 0, 0 does not name each axis of [2,3] once. Name each axis once, counted from 0.",
            graph => graph.Input("x", Shape.Of(2, 3)).Transpose(0, 0));
        Refuses("an axis too few", "Transpose: perm 0 does not name each axis of [2,3] once. Name each axis once, counted from 0.",
            graph => graph.Input("x", Shape.Of(2, 3)).Transpose(0));
        Refuses("two inputs", "Transpose: expects 1 inputs, got 2.",
            graph => graph.Add(new Transpose([0]), graph.Input("x", Shape.Of(2)), graph.Input("y", Shape.Of(2))));
    }

    public override Type Operator => typeof(Transpose);
}
