using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class PReluCases : OperatorCases
{
    public PReluCases()
    {
        Case("a slope a channel", x => x[0].PRelu(x[1]), Any(2, 3, 2).AwayFrom(0), Any(3, 1));
        Case("one slope", x => x[0].PRelu(x[1]), Any(4).AwayFrom(0), Any(1));

        Golden("both signs", x => x[0].PRelu(x[1]), Vector(-0.5, 0, 3), Vector(-2, 0, 3), Vector(0.25));
    }

    public override Type Operator => typeof(PReluBuilder);
}
