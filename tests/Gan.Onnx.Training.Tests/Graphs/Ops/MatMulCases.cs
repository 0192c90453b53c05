using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class MatMulCases : OperatorCases
{
    public MatMulCases()
    {
        Case("matrices", x => x[0].MatMul(x[1]), Any(2, 3), Any(3, 4));
        Case("stacks", x => x[0].MatMul(x[1]), Any(2, 2, 3), Any(2, 3, 2));
        Case("one matrix for a stack, in front", x => x[0].MatMul(x[1]), Any(4, 3), Any(2, 3, 2));
        Case("one matrix for a stack, behind", x => x[0].MatMul(x[1]), Any(2, 2, 3), Any(3, 2));
        Case("stacks of stacks", x => x[0].MatMul(x[1]), Any(2, 1, 2, 3), Any(3, 3, 2));
        Case("against itself", x => x[0].MatMul(x[0]), Any(3, 3));

        Golden("matrices", x => x[0].MatMul(x[1]), Matrix(2, 19, 22, 43, 50), Matrix(2, 1, 2, 3, 4), Matrix(2, 5, 6, 7, 8));

        Refuses("inner sizes that differ", "MatMul: a offers 3 inner elements (a [2,3]), b takes 2 (b [2,3]). Make the two equal.",
            graph => graph.Input("a", Shape.Of(2, 3)).MatMul(graph.Input("b", Shape.Of(2, 3))));
        Refuses("a vector", "MatMul: a is [3] and b is [3,2], expected matrices. Reshape them to two axes or more.",
            graph => graph.Input("a", Shape.Of(3)).MatMul(graph.Input("b", Shape.Of(3, 2))));
        Refuses("stacks that differ",
            "MatMul: 'a' Float [2,2,3] and 'b' Float [3,3,2] cannot be broadcast together: "
            + "types must be equal, and trailing dimensions equal or 1.",
            graph => graph.Input("a", Shape.Of(2, 2, 3)).MatMul(graph.Input("b", Shape.Of(3, 3, 2))));
        Refuses("one input", "MatMul: expects 2 inputs, got 1.", graph => graph.Add(new MatMul(), graph.Input("a", Shape.Of(2, 2))));
    }

    public override Type Operator => typeof(MatMul);
}
