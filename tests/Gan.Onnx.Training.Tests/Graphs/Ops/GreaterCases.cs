using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class GreaterCases : BroadcastOperatorCases<Greater>
{
    public GreaterCases()
        : base((a, b) => a.Greater(b), a => a, b => b)
    {
        Case("a bound", x => x[0].Greater(0.5), Any(2, 3));

        Golden("equal is not greater", x => x[0].Greater(x[1]), Matrix(2, 0, 0, 0, 1, 0, 0), Matrix(2, 1, 2), Matrix(1, 1, 2, 3));
        Golden("a bound", x => x[0].Greater(0), Vector(0, 0, 1), Vector(-1e-300, 0, 1e-300));
    }
}
