using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ShrinkCases : OperatorCases
{
    public ShrinkCases()
    {
        Case("a scalar", x => x[0].Shrink(0.5, 0.25), Any().AwayFrom(-0.5, 0.5));
        Case("a matrix", x => x[0].Shrink(0.5, 0.25), Any(3, 4).AwayFrom(-0.5, 0.5));

        Golden("known values", x => x[0].Shrink(0.5, 0.25), Vector(-0.75, 0, 1.75), Vector(-1, 0.5, 2));
    }

    public override Type Operator => typeof(ShrinkBuilder);
}
