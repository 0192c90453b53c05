using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ReduceSumCases : OperatorCases
{
    public ReduceSumCases()
    {
        Case("everything", x => x[0].ReduceSum(), Any(2, 3));
        Case("everything, keeping axes", x => x[0].ReduceSum([0, 1], keepDims: true), Any(2, 3));
        Case("the first axis", x => x[0].ReduceSum([0]), Any(2, 3));
        Case("the last axis", x => x[0].ReduceSum([1]), Any(2, 3));
        Case("the last axis, kept", x => x[0].ReduceSum([1], keepDims: true), Any(2, 3));
        Case("a negative axis", x => x[0].ReduceSum([-2]), Any(2, 3, 4));
        Case("a negative axis, kept", x => x[0].ReduceSum([-1], keepDims: true), Any(2, 3, 4));
        Case("the outer axes in reverse order", x => x[0].ReduceSum([2, 0]), Any(2, 3, 4));
        Case("an axis of size 1", x => x[0].ReduceSum([1]), Any(2, 1, 3));
        Case("a vector", x => x[0].ReduceSum(), Any(5));
        Case("before a square", x => x[0].ReduceSum([1], keepDims: true) * x[0], Any(2, 3));

        Golden("the first axis", x => x[0].ReduceSum([0]), Vector(5, 7, 9), Matrix(2, 1, 2, 3, 4, 5, 6));
        Golden("the last axis, kept", x => x[0].ReduceSum([-1], keepDims: true), Matrix(2, 6, 15), Matrix(2, 1, 2, 3, 4, 5, 6));
        Golden("everything", x => x[0].ReduceSum(), Scalar(21), Matrix(2, 1, 2, 3, 4, 5, 6));
        Golden("a scalar as it is", x => x[0].ReduceSum(), Scalar(7), Scalar(7));
        Golden("no axes: the tensor as it is", x => x[0].ReduceSum([]), Vector(1, 2), Vector(1, 2));

        Refuses("an axis outside", "ReduceSum: axis 2 is outside [2,3]. Use -2 to 1.",
            graph => graph.Input("x", Shape.Of(2, 3)).ReduceSum([2]));
        Refuses("an axis given twice", "ReduceSum: axes 1, -1 name an axis of [2,3] twice. Name each axis once.",
            graph => graph.Input("x", Shape.Of(2, 3)).ReduceSum([1, -1]));
        Refuses("no axes", "ReduceSum: no axes are given, which ONNX reads as all of them. Name the axes.",
            graph => graph.Add(new ReduceSum([], keepDims: false), graph.Input("x", Shape.Of(2)), graph.Integers()));
        Refuses("integers", "ReduceSum: input 'x' is Int64 [2], expected Float or Double. Cast it first.",
            graph => graph.Input("x", Shape.Of(2), ElementType.Int64).ReduceSum());
        Refuses("no input", "ReduceSum: expects 2 inputs, got 0.", graph => graph.Add(new ReduceSum([0], keepDims: false)));
    }

    public override Type Operator => typeof(ReduceSum);
}
