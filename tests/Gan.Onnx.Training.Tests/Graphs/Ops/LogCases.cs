using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class LogCases : ElementwiseOperatorCases<Log>
{
    public LogCases()
        : base(x => x.Log(), x => x.Between(0.5, 3))
    {
        // numpy.log(x)
        Golden("known logarithms", x => x[0].Log(), Vector(-0.6931471805599453, 0, 1, 23.025850929940457), Vector(0.5, 1, Math.E, 1e10));
        FloatGolden("known logarithms", x => x[0].Log(), Vector(-0.6931471805599453, 0, 2.302585092994046), Vector(0.5, 1, 10));
    }
}
