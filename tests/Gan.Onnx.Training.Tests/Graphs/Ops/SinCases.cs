using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SinCases : ElementwiseOperatorCases<Sin>
{
    public SinCases()
        : base(x => x.Sin(), x => x)
    {
        Golden("quarters of a turn", x => x[0].Sin(), Vector(0, 1, 0.5), Vector(0, Math.PI / 2, Math.PI / 6));
    }
}
