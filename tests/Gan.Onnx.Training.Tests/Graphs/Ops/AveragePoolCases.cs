using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class AveragePoolCases : OperatorCases
{
    public AveragePoolCases()
    {
        FloatCase("pairs", x => x[0].AveragePool(2), Any(2, 2, 4, 6));
        FloatCase("threes", x => x[0].AveragePool(3), Any(1, 1, 3, 6));
        FloatCase("single pixels", x => x[0].AveragePool(1), Any(1, 2, 2, 2));
        FloatCase("of squares", x => x[0].AveragePool(2) * x[0].AveragePool(2), Any(1, 1, 2, 4));

        FloatGolden(
            "pairs",
            x => x[0].AveragePool(2),
            new Tensor(Shape.Of(1, 1, 1, 2), [3.5, 5.5]),
            new Tensor(Shape.Of(1, 1, 2, 4), [1, 2, 3, 4, 5, 6, 7, 8]));

        Refuses(
            "a side that is left over",
            "AveragePool: squares of 2 do not tile [1,1,3,4]. Give x the shape [N,C,H,W] with H and W multiples of the size.",
            graph => graph.Input("x", Shape.Of(1, 1, 3, 4)).AveragePool(2));
        Refuses("double precision", "AveragePool: input 'x' is Double [1,1,2,2], expected Float. Cast it first.",
            graph => graph.Input("x", Shape.Of(1, 1, 2, 2), ElementType.Double).AveragePool(2));
    }

    public override Type Operator => typeof(AveragePool);
}
