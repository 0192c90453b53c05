using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class TileCases : OperatorCases
{
    public TileCases()
    {
        Case("rows and columns", x => x[0].Tile([2, 3]), Any(2, 2));
        Case("once", x => x[0].Tile([1, 2]), Any(1, 3));

        Golden("twice", x => x[0].Tile([2]), Vector(1, 2, 1, 2), Vector(1, 2));
    }

    public override Type Operator => typeof(TileBuilder);
}
