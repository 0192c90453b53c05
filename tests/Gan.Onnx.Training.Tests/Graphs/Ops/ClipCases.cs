using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ClipCases : OperatorCases
{
    public ClipCases()
    {
        Case("a scalar inside", x => x[0].Clip(-3, 3), Any());
        Case("a scalar outside", x => x[0].Clip(3, 4), Any());
        Case("a matrix on both sides of both bounds", x => x[0].Clip(-0.9, 0.9), Any(4, 5).AwayFrom(-0.9, 0.9));
        Case("one-sided", x => x[0].Clip(0, 1e9), Any(2, 3).AwayFrom(0));

        Golden("inside, outside and at the bounds", x => x[0].Clip(0, 1), Vector(0, 0, 0.25, 1, 1), Vector(-2, 0, 0.25, 1, 7));

        Refuses("integers", "Clip: input 'x' is Int64 [2], expected Float or Double. Cast it first.",
            graph => graph.Add(new Clip(), graph.Input("x", Shape.Of(2), ElementType.Int64), graph.Scalar(0), graph.Scalar(1)));
        Refuses("a bound that is a vector", "Clip: the bounds are Float [2] and Float [], expected scalars. Pass two numbers.",
            graph => graph.Add(new Clip(), graph.Input("x", Shape.Of(2)), graph.Input("low", Shape.Of(2)), graph.Scalar(1)));
        Refuses("one bound", "Clip: expects 3 inputs, got 2.",
            graph => graph.Add(new Clip(), graph.Input("x", Shape.Of(2)), graph.Scalar(0)));
        Refuses("bounds in the wrong order", "Clip: the bounds are 1 and 0, expected low ≤ high. Swap them.",
            graph => graph.Input("x", Shape.Of(2)).Clip(1, 0));
    }

    public override Type Operator => typeof(Clip);
}
