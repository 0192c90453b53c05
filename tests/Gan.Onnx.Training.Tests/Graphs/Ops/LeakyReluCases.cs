using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class LeakyReluCases : ElementwiseOperatorCases<LeakyRelu>
{
    public LeakyReluCases()
        : base(x => x.LeakyRelu(0.2), x => x.AwayFrom(0), ElementType.Float)
    {
        FloatCase("slope 0", x => x[0].LeakyRelu(0), Any(2, 3).AwayFrom(0));
        FloatCase("slope 1", x => x[0].LeakyRelu(1), Any(2, 3).AwayFrom(0));

        FloatGolden("both sides of the kink", x => x[0].LeakyRelu(0.2), Vector(-2000, -0.1, 0, 0.5, 1e4), Vector(-1e4, -0.5, 0, 0.5, 1e4));
    }
}
