using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ConvCases : OperatorCases
{
    public ConvCases()
    {
        FloatCase("a kernel of one", x => x[0].Conv(x[1]), Any(2, 2, 3, 2), Any(3, 2, 1, 1));
        FloatCase("a bias", x => x[0].Conv(x[1], x[2]), Any(1, 1, 3, 3), Any(2, 1, 2, 2), Any(2));
        FloatCase("pads", x => x[0].Conv(x[1], pad: 2), Any(2, 1, 3, 4), Any(2, 1, 5, 5));
        FloatCase("a stride that leaves a rest", x => x[0].Conv(x[1], stride: 2), Any(1, 2, 6, 5), Any(2, 2, 3, 3));
        FloatCase("stride and pads", x => x[0].Conv(x[1], stride: 2, pad: 1), Any(2, 2, 6, 6), Any(2, 2, 4, 4));
        FloatCase("dilation", x => x[0].Conv(x[1], dilation: 2), Any(1, 1, 6, 6), Any(1, 1, 3, 2));
        FloatCase("everything", x => x[0].Conv(x[1], x[2], stride: 3, pad: 1, dilation: 2), Any(2, 2, 8, 7), Any(2, 2, 2, 3), Any(2));

        FloatGolden(
            "a sum of two by two",
            x => x[0].Conv(x[1], x[2]),
            Map(2, 2, 17, 21, 29, 33),
            Map(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            Map(2, 2, 1, 1, 1, 1),
            Tensor.Vector(5));
        FloatGolden("the kernel is not turned round", x => x[0].Conv(x[1], stride: 2, pad: 1), Map(2, 2, 3, 7, 19, 23),
            Map(4, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), Map(3, 3, 0, 0, 0, 0, 1, 1, 0, 0, 0));

        Refuses("channels that differ", "Conv: w expects 3 channels, x has 2 (x [1,2,4,4], w [1,3,2,2]). Make the two equal.",
            graph => graph.Input("x", Shape.Of(1, 2, 4, 4)).Conv(graph.Input("w", Shape.Of(1, 3, 2, 2))));
        Refuses(
            "a kernel that is too large",
            "Conv: a kernel of [1,1,3,3] with dilation 1 does not fit into [1,1,2,2] with pad 0. Pad more or use a smaller kernel.",
            graph => graph.Input("x", Shape.Of(1, 1, 2, 2)).Conv(graph.Input("w", Shape.Of(1, 1, 3, 3))));
        Refuses("flat items", "Conv: x is [1,4] and w is [1,1,2,2], expected four axes each. Give x the shape [N,C,H,W].",
            graph => graph.Input("x", Shape.Of(1, 4)).Conv(graph.Input("w", Shape.Of(1, 1, 2, 2))));
        Refuses("a bias of another size", "Conv: b is [2], expected one number a channel of the output. Give b the shape [1].",
            graph => graph.Input("x", Shape.Of(1, 1, 2, 2)).Conv(graph.Input("w", Shape.Of(1, 1, 2, 2)), graph.Input("b", Shape.Of(2))));
        Refuses("no stride", "Conv: stride 0, pad 0 and dilation 1. Use at least 1, 0 and 1.",
            graph => graph.Input("x", Shape.Of(1, 1, 2, 2)).Conv(graph.Input("w", Shape.Of(1, 1, 2, 2)), stride: 0));
        Refuses("double precision", "Conv: input 'x' is Double [1,1,2,2], expected Float. Cast it first.",
            graph => graph.Input("x", Shape.Of(1, 1, 2, 2), ElementType.Double)
                .Conv(graph.Input("w", Shape.Of(1, 1, 2, 2), ElementType.Double)));
        Refuses("one input", "Conv: expects 2 or 3 inputs, got 1.", graph =>
            graph.Add(new Conv(1, 0, 1), graph.Input("x", Shape.Of(1, 1, 2, 2))));
    }

    public override Type Operator => typeof(Conv);

    private static Tensor Map(long height, long width, params double[] elements) => new(Shape.Of(1, 1, height, width), elements);
}
