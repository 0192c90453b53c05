using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SoftplusCases : ElementwiseOperatorCases<Softplus>
{
    public SoftplusCases()
        : base(x => x.Softplus(), x => x, ElementType.Float)
    {
        // numpy.logaddexp(0, x)
        FloatGolden("moderate inputs", x => x[0].Softplus(),
            Vector(0.04858735157374, 0.47407698418011, 0.69314718055995, 1.31326168751822), Vector(-3, -0.5, 0, 1));
        FloatGolden("extreme inputs", x => x[0].Softplus(), Vector(0, 0, 100, 1e4), Vector(-1e4, -100, 100, 1e4));
    }
}
