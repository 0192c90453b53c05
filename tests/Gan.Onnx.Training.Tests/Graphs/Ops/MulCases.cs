using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class MulCases : BroadcastOperatorCases<Mul>
{
    public MulCases()
        : base((a, b) => a * b, a => a, b => b)
    {
        Case("a number on the right", x => x[0] * 3, Any(2, 3));
        Case("a number on the left", x => 3 * x[0], Any(2, 3));

        Golden("column and row", x => x[0] * x[1], Matrix(2, 10, 20, 30, -20, -40, -60), Matrix(2, 1, -2), Matrix(1, 10, 20, 30));
        Golden("a number on either side", x => 0.5 * (x[0] * -3), Vector(-1.5, -4.5), Vector(1, 3));
    }
}
