using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ArgMinCases : OperatorCases
{
    public ArgMinCases()
    {
        Case("along the rows", x => x[0].ArgMin(1), Any(2, 3));
        Case("along the last axis, kept", x => x[0].ArgMin(-1, keepDims: true), Any(2, 1, 4));
        Case("of a vector", x => x[0].ArgMin(0), Any(5));

        Golden("the first of equal ones", x => x[0].ArgMin(1), Vector(0, 1), Matrix(2, 1, 3, 3, 4, 2, 2));
        Golden("the last of equal ones", x => x[0].ArgMin(1, last: true), Vector(0, 2), Matrix(2, 1, 3, 3, 4, 2, 2));

        Refuses("integers", "ArgMin: input 'x' is Int64 [2], expected Float or Double. Cast it first.",
            graph => graph.Input("x", Shape.Of(2), ElementType.Int64).ArgMin(0));
        Refuses(
            "an axis that is not there", "ArgMin: axis 1 is outside [2]. Use -1 to 0.", graph => graph.Input("x", Shape.Of(2)).ArgMin(1));
    }

    public override Type Operator => typeof(ArgMin);
}
