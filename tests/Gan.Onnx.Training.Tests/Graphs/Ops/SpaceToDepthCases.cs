using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class SpaceToDepthCases : OperatorCases
{
    public SpaceToDepthCases()
    {
        Case("two channels", x => x[0].SpaceToDepth(2), Any(1, 2, 4, 2));

        Golden(
            "four pixels become one",
            x => x[0].SpaceToDepth(2),
            new Tensor(Shape.Of(1, 4, 1, 1), [1, 2, 3, 4]),
            new Tensor(Shape.Of(1, 1, 2, 2), [1, 2, 3, 4]));
    }

    public override Type Operator => typeof(SpaceToDepthBuilder);
}
