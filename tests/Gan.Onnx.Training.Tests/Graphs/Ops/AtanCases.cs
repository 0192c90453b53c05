using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class AtanCases : ElementwiseOperatorCases<Atan>
{
    public AtanCases()
        : base(x => x.Atan(), x => x, ElementType.Float)
    {
        FloatGolden("a quarter and a half", x => x[0].Atan(), Vector(0, Math.PI / 4, -Math.PI / 4), Vector(0, 1, -1));
    }
}
