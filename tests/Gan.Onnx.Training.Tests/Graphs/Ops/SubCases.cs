using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SubCases : BroadcastOperatorCases<Sub>
{
    public SubCases()
        : base((a, b) => a - b, a => a, b => b)
    {
        Case("a number on the right", x => x[0] - 3, Any(2, 3));
        Case("a number on the left", x => 3 - x[0], Any(2, 3));

        Golden("column and row", x => x[0] - x[1], Matrix(2, -9, -19, -29, -8, -18, -28), Matrix(2, 1, 2), Matrix(1, 10, 20, 30));
        Golden("a number on either side", x => 0.5 - (x[0] - 2), Vector(1.5, -0.5), Vector(1, 3));
    }
}
