using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class TanhCases : ElementwiseOperatorCases<Tanh>
{
    public TanhCases()
        : base(x => x.Tanh(), x => x)
    {
        // numpy.tanh
        Golden("moderate inputs", x => x[0].Tanh(),
            Vector(-0.99505475368673, -0.46211715726001, 0, 0.76159415595576), Vector(-3, -0.5, 0, 1));
        Golden("extreme inputs", x => x[0].Tanh(), Vector(-1, -1, 1, 1), Vector(-1e4, -100, 100, 1e4));
        FloatGolden("extreme inputs", x => x[0].Tanh(), Vector(-1, -1, 1, 1), Vector(-1e4, -100, 100, 1e4));
    }
}
