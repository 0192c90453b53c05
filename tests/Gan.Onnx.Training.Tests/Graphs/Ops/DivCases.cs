using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class DivCases : BroadcastOperatorCases<Div>
{
    public DivCases()
        : base((a, b) => a / b, a => a, b => b.Between(-2, 2).AwayFrom(-0.3, 0, 0.3))
    {
        Case("a number on the right", x => x[0] / 3, Any(2, 3));
        Case("a number on the left", x => 3 / x[0], Any(2, 3).Between(0.5, 2));

        Golden("column and row", x => x[0] / x[1], Matrix(2, 0.5, 0.25, 0.125, -1, -0.5, -0.25), Matrix(2, 1, -2), Matrix(1, 2, 4, 8));
        Golden("a number on either side", x => 6 / (x[0] / 2), Vector(12, -4), Vector(1, -3));
    }
}
