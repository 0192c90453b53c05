using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ConvTransposeCases : OperatorCases
{
    public ConvTransposeCases()
    {
        FloatCase("a kernel of one", x => x[0].ConvTranspose(x[1], null, 1, 0, 1, 3, 2), Any(2, 2, 3, 2), Any(2, 3, 1, 1));
        FloatCase("a bias", x => x[0].ConvTranspose(x[1], x[2], 2, 0, 1, 4, 6), Any(1, 1, 2, 3), Any(1, 2, 2, 2), Any(2));
        FloatCase("stride and pads", x => x[0].ConvTranspose(x[1], null, 2, 1, 1, 6, 6), Any(2, 2, 3, 3), Any(2, 2, 4, 4));
        FloatCase(
            "a row and a column that nothing reaches",
            x => x[0].ConvTranspose(x[1], null, 2, 0, 1, 6, 8),
            Any(1, 2, 2, 3),
            Any(2, 1, 3, 3));
        FloatCase("dilation", x => x[0].ConvTranspose(x[1], null, 1, 1, 2, 4, 5), Any(1, 1, 2, 3), Any(1, 1, 3, 3));

        FloatGolden("one pixel paints the kernel", x => x[0].ConvTranspose(x[1], x[2], 2, 0, 1, 2, 4),
            Map(2, 4, 11, 12, 12, 14, 13, 14, 16, 18), Map(1, 2, 1, 2), Map(2, 2, 1, 2, 3, 4), Tensor.Vector(10));
        FloatGolden(
            "kernels overlap", x => x[0].ConvTranspose(x[1], null, 1, 0, 1, 1, 3), Map(1, 3, 1, 3, 2), Map(1, 2, 1, 1), Map(1, 2, 1, 2));

        Refuses("channels that differ", "ConvTranspose: w expects 3 channels, x has 2 (x [1,2,4,4], w [3,1,2,2]). Make the two equal.",
            graph => graph.Input("x", Shape.Of(1, 2, 4, 4)).ConvTranspose(graph.Input("w", Shape.Of(3, 1, 2, 2)), null, 1, 0, 1, 5, 5));
        Refuses("a size out of reach",
            "ConvTranspose: [1,1,2,2] painted with [1,1,2,2], stride 2, pad 0 and dilation 1 makes 4 to 5, not 6. "
            + "Ask for a size in that range.",
            graph => graph.Input("x", Shape.Of(1, 1, 2, 2)).ConvTranspose(graph.Input("w", Shape.Of(1, 1, 2, 2)), null, 2, 0, 1, 6, 4));
        Refuses("one input", "ConvTranspose: expects 2 or 3 inputs, got 1.",
            graph => graph.Add(new ConvTranspose(1, 0, 1, 0, 0), graph.Input("x", Shape.Of(1, 1, 2, 2))));
    }

    public override Type Operator => typeof(ConvTranspose);

    private static Tensor Map(long height, long width, params double[] elements) => new(Shape.Of(1, 1, height, width), elements);
}
