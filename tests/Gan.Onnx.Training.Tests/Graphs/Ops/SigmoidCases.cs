using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SigmoidCases : ElementwiseOperatorCases<Sigmoid>
{
    public SigmoidCases()
        : base(x => x.Sigmoid(), x => x)
    {
        // 1 / (1 + numpy.exp(-x))
        Golden("moderate inputs", x => x[0].Sigmoid(),
            Vector(0.04742587317757, 0.37754066879815, 0.5, 0.73105857863), Vector(-3, -0.5, 0, 1));
        Golden("extreme inputs", x => x[0].Sigmoid(), Vector(0, 0, 1, 1), Vector(-1e4, -100, 100, 1e4));
        FloatGolden("extreme inputs", x => x[0].Sigmoid(), Vector(0, 0, 1, 1), Vector(-1e4, -100, 100, 1e4));
    }
}
