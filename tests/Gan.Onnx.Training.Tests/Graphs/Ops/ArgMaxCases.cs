using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ArgMaxCases : OperatorCases
{
    public ArgMaxCases()
    {
        Case("along the rows", x => x[0].ArgMax(1), Any(2, 3));
        Case("along the last axis, kept", x => x[0].ArgMax(-1, keepDims: true), Any(2, 1, 4));
        Case("of a vector", x => x[0].ArgMax(0), Any(5));

        Golden("the first of equal ones", x => x[0].ArgMax(1), Vector(1, 0), Matrix(2, 1, 3, 3, 4, 2, 2));
        Golden("the last of equal ones", x => x[0].ArgMax(1, last: true), Vector(2, 0), Matrix(2, 1, 3, 3, 4, 2, 2));

        Refuses("integers", "ArgMax: input 'x' is Int64 [2], expected Float or Double. Cast it first.",
            graph => graph.Input("x", Shape.Of(2), ElementType.Int64).ArgMax(0));
        Refuses(
            "an axis that is not there", "ArgMax: axis 1 is outside [2]. Use -1 to 0.", graph => graph.Input("x", Shape.Of(2)).ArgMax(1));
    }

    public override Type Operator => typeof(ArgMax);
}
