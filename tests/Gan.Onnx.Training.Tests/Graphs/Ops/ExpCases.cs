using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ExpCases : ElementwiseOperatorCases<Exp>
{
    public ExpCases()
        : base(x => x.Exp(), x => x)
    {
        // numpy.exp(x)
        Golden(
            "moderate inputs",
            x => x[0].Exp(),
            Vector(0.049787068367863944, 0.6065306597126334, 1, 2.718281828459045),
            Vector(-3, -0.5, 0, 1));
        FloatGolden("no overflow yet, and an underflow", x => x[0].Exp(), Vector(0, 1, 22026.465794806718), Vector(-1e4, 0, 10));
    }
}
