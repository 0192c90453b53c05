using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class EinsumCases : OperatorCases
{
    public EinsumCases()
    {
        Case("attention", x => x.Einsum("nhci,nhcj->nhij"), Any(2, 1, 3, 2), Any(2, 1, 3, 2));
        Case("columns before rows", x => x.Einsum("bik, bkj -> jbi"), Any(2, 3, 2), Any(2, 2, 2));
        Case("nothing shared, two rows", x => x.Einsum("abk,kc->abc"), Any(2, 3, 2), Any(2, 2));
        Case("an axis that only one has", x => x.Einsum("ij,kj->i"), Any(2, 3), Any(2, 3));
        Case("one term", x => x.Einsum("ijk->ki"), Any(2, 3, 2));
        Case("outer", x => x.Einsum("i,j"), Any(2), Any(3));

        Golden("a product", x => x.Einsum("ij,jk"), Matrix(1, 13, 16), Matrix(1, 1, 2), Matrix(2, 3, 4, 5, 6));

        Refuses(
            "a letter twice in a term",
            "equation ii->i is not read for [2,2]; one or two terms of different letters are",
            graph => new[] { graph.Input("x", Shape.Of(2, 2)) }.Einsum("ii->i"));
    }

    public override Type Operator => typeof(EinsumBuilder);
}
