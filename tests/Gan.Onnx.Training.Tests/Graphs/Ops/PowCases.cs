using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class PowCases : BroadcastOperatorCases<Pow>
{
    public PowCases()
        : base((a, b) => a.Pow(b), a => a.Between(0.5, 2), b => b)
    {
        Case("a constant exponent", x => x[0].Pow(3), Any(2, 3));
        Case("a root", x => x[0].Pow(0.5), Any(4).Between(0.5, 2));

        Golden("whole and broken exponents", x => x[0].Pow(x[1]), Vector(8, 3, 0.25, 1), Vector(2, 9, -2, 5), Vector(3, 0.5, -2, 0));
    }
}
