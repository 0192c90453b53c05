using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class CastCases : OperatorCases
{
    public CastCases()
    {
        FloatCase("to double and back", x => x[0].Cast(ElementType.Double).Cast(ElementType.Float), Any(2, 3));
        FloatCase(
            "a square in double precision",
            x => (x[0].Cast(ElementType.Double) * x[0].Cast(ElementType.Double)).Cast(ElementType.Float),
            Any(4));
        Case("to its own type", x => x[0].Cast(ElementType.Double), Any(2, 1, 3));
        Case("a scalar to integers", x => x[0].Cast(ElementType.Int64), Any());
        Case("to bytes", x => x[0].Cast(ElementType.UInt8), Any(5).Between(0, 255));

        Golden("drops the fraction", x => x[0].Cast(ElementType.Int64), Vector(-2, -1, 0, 0, 1, 2), Vector(-2.5, -1, -0.9, 0.9, 1, 2.5));
        Golden(
            "through bytes", x => x[0].Cast(ElementType.UInt8).Cast(ElementType.Double), Vector(0, 1, 200, 255), Vector(0, 1.9, 200, 255));
        Golden("rounds to single precision", x => x[0].Cast(ElementType.Float), Vector(0.1f, 16777216), Vector(0.1, 16777217));
        Golden("zero alone is false", x => x[0].Cast(ElementType.Bool), Vector(0, 1, 1), Vector(0, 0.25, -3));

        Refuses("two inputs", "Cast: expects 1 inputs, got 2.", graph =>
            graph.Add(new Cast(ElementType.Float), graph.Input("x", Shape.Of(2)), graph.Input("y", Shape.Of(2))));
    }

    public override Type Operator => typeof(Cast);
}
