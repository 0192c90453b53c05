using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ReduceMaxCases : OperatorCases
{
    public ReduceMaxCases()
    {
        Case("everything", x => x[0].ReduceMax(), Any(2, 3));
        Case("everything, keeping axes", x => x[0].ReduceMax([0, 1], keepDims: true), Any(2, 3));
        Case("the first axis", x => x[0].ReduceMax([0]), Any(2, 3));
        Case("the last axis, kept", x => x[0].ReduceMax([1], keepDims: true), Any(2, 3));
        Case("a negative axis", x => x[0].ReduceMax([-2]), Any(2, 3, 4));
        Case("the outer axes in reverse order", x => x[0].ReduceMax([2, 0]), Any(2, 3, 4));
        Case("an axis of size 1", x => x[0].ReduceMax([1]), Any(2, 1, 3));
        Case("a vector", x => x[0].ReduceMax(), Any(5));
        Case("before a square", x => x[0].ReduceMax([1], keepDims: true) * x[0], Any(2, 3));

        Golden("the first axis", x => x[0].ReduceMax([0]), Vector(4, 2, 6), Matrix(2, 1, 2, 6, 4, -5, 3));
        Golden("the last axis, kept", x => x[0].ReduceMax([-1], keepDims: true), Matrix(2, -1, 6), Matrix(2, -1, -2, -3, 4, 5, 6));
        Golden("everything", x => x[0].ReduceMax(), Scalar(6), Matrix(2, 1, 2, 3, 4, 6, 5));
        Golden("a scalar as it is", x => x[0].ReduceMax(), Scalar(7), Scalar(7));
        Golden("the gradient of equal elements is shared", x => Gradients.Of(x[0].ReduceMax(), x)[0], Vector(0, 0.5, 0.5), Vector(1, 3, 3));

        Refuses("an axis outside", "ReduceMax: axis 2 is outside [2,3]. Use -2 to 1.",
            graph => graph.Input("x", Shape.Of(2, 3)).ReduceMax([2]));
        Refuses("no axes", "ReduceMax: no axes are given, which ONNX reads as all of them. Name the axes.",
            graph => graph.Add(new ReduceMax([], keepDims: false), graph.Input("x", Shape.Of(2))));
        Refuses("integers", "ReduceMax: input 'x' is Int64 [2], expected Float or Double. Cast it first.",
            graph => graph.Input("x", Shape.Of(2), ElementType.Int64).ReduceMax());
        Refuses("no input", "ReduceMax: expects 1 inputs, got 0.", graph => graph.Add(new ReduceMax([0], keepDims: false)));
    }

    public override Type Operator => typeof(ReduceMax);
}
