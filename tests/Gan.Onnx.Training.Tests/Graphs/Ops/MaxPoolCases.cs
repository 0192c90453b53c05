using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class MaxPoolCases : OperatorCases
{
    public MaxPoolCases()
    {
        Case("squares", x => x[0].MaxPool(Window([2, 2], [2, 2])), Any(2, 2, 4, 4));
        Case("overlapping, padded", x => x[0].MaxPool(Window([3, 3], [2, 2], pad: 1)), Any(1, 2, 5, 4));
        Case("a line, rounded up", x => x[0].MaxPool(Window([2], [2]), roundsUp: true), Any(1, 2, 5));

        Golden(
            "squares",
            x => x[0].MaxPool(Window([2, 2], [2, 2])),
            new Tensor(Shape.Of(1, 1, 1, 2), [6, 8]),
            new Tensor(Shape.Of(1, 1, 2, 4), [1, 6, 3, 4, 5, 2, 7, 8]));
        Golden(
            "negative numbers beside the padding",
            x => x[0].MaxPool(Window([3], [1], pad: 1)),
            new Tensor(Shape.Of(1, 1, 2), [-1, -1]),
            new Tensor(Shape.Of(1, 1, 2), [-1, -2]));
    }

    public override Type Operator => typeof(MaxPoolBuilder);

    private static SpatialWindow Window(long[] kernel, long[] strides, long pad = 0)
    {
        long[] pads = [.. kernel.Select(_ => pad)];
        return new SpatialWindow(kernel, strides, [.. kernel.Select(_ => 1L)], pads, pads);
    }
}
