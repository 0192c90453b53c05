using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class GemmCases : OperatorCases
{
    public GemmCases()
    {
        foreach (var (transA, transB) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var a = transA ? Any(3, 2) : Any(2, 3);
            var b = transB ? Any(4, 3) : Any(3, 4);
            var flags = $"transA {transA}, transB {transB}";
            Case($"{flags}, no c", x => x[0].Gemm(x[1], transA: transA, transB: transB), a, b);
            Case($"{flags}, c a row", x => x[0].Gemm(x[1], x[2], transA, transB), a, b, Any(4));
            Case($"{flags}, c a column", x => x[0].Gemm(x[1], x[2], transA, transB), a, b, Any(2, 1));
            Case($"{flags}, c a matrix", x => x[0].Gemm(x[1], x[2], transA, transB), a, b, Any(2, 4));
            Case($"{flags}, c a scalar", x => x[0].Gemm(x[1], x[2], transA, transB), a, b, Any());
        }

        Case("a matrix times itself", x => x[0].Gemm(x[0]), Any(3, 3));
        Case("a matrix times its transpose", x => x[0].Gemm(x[0], transB: true), Any(2, 3));
        Case("one row, one column", x => x[0].Gemm(x[1]), Any(1, 1), Any(1, 1));

        Golden("two matrices", x => x[0].Gemm(x[1]), Matrix(2, 19, 22, 43, 50), Matrix(2, 1, 2, 3, 4), Matrix(2, 5, 6, 7, 8));
        Golden(
            "left transposed", x => x[0].Gemm(x[1], transA: true), Matrix(2, 26, 30, 38, 44), Matrix(2, 1, 2, 3, 4), Matrix(2, 5, 6, 7, 8));
        Golden("right transposed, with a row", x => x[0].Gemm(x[1], x[2], transB: true),
            Matrix(2, 117, 223, 139, 253), Matrix(2, 1, 2, 3, 4), Matrix(2, 5, 6, 7, 8), Vector(100, 200));

        Refuses("inner sizes that differ", "Gemm: a offers 3 inner elements (a [2,3]), b takes 2 (b [2,4]). Make the two equal.",
            graph => graph.Input("a", Shape.Of(2, 3)).Gemm(graph.Input("b", Shape.Of(2, 4))));
        Refuses(
            "inner sizes that differ once transposed",
            "Gemm: a offers 2 inner elements (a [2,3]), b takes 3 (b [3,4]). Make the two equal.",
            graph => graph.Input("a", Shape.Of(2, 3)).Gemm(graph.Input("b", Shape.Of(3, 4)), transA: true));
        Refuses("a vector", "Gemm: a is [3] and b is [3,4], expected two matrices. Reshape them to two axes.",
            graph => graph.Input("a", Shape.Of(3)).Gemm(graph.Input("b", Shape.Of(3, 4))));
        Refuses("c too large", "Gemm: c is [3,2,4], expected a shape that broadcasts to [2,4]. Give c the shape [4].",
            graph => graph.Input("a", Shape.Of(2, 3)).Gemm(graph.Input("b", Shape.Of(3, 4)), graph.Input("c", Shape.Of(3, 2, 4))));
        Refuses("c of another width", "Gemm: c is [2], expected a shape that broadcasts to [2,4]. Give c the shape [4].",
            graph => graph.Input("a", Shape.Of(2, 3)).Gemm(graph.Input("b", Shape.Of(3, 4)), graph.Input("c", Shape.Of(2))));
        Refuses("two element types", "Gemm: input 'b' is Double [3,4], expected Float. Cast it first.",
            graph => graph.Input("a", Shape.Of(2, 3)).Gemm(graph.Input("b", Shape.Of(3, 4), ElementType.Double)));
        Refuses("one input", "Gemm: expects 2 or 3 inputs, got 1.", graph =>
            graph.Add(new Gemm(false, false), graph.Input("a", Shape.Of(2, 3))));
    }

    public override Type Operator => typeof(Gemm);
}
