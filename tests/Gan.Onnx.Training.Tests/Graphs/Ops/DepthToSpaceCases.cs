using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class DepthToSpaceCases : OperatorCases
{
    public DepthToSpaceCases()
    {
        Case("square first", x => x[0].DepthToSpace(2), Any(1, 8, 2, 1));
        Case("channels first", x => x[0].DepthToSpace(2, squareFirst: false), Any(1, 8, 1, 2));

        Golden(
            "one pixel becomes four",
            x => x[0].DepthToSpace(2),
            new Tensor(Shape.Of(1, 1, 2, 2), [1, 2, 3, 4]),
            new Tensor(Shape.Of(1, 4, 1, 1), [1, 2, 3, 4]));
    }

    public override Type Operator => typeof(DepthToSpaceBuilder);
}
