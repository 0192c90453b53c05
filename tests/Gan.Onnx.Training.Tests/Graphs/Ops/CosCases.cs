using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class CosCases : ElementwiseOperatorCases<Cos>
{
    public CosCases()
        : base(x => x.Cos(), x => x, ElementType.Float)
    {
        FloatGolden("quarters of a turn", x => x[0].Cos(), Vector(1, -1, 0.5), Vector(0, Math.PI, Math.PI / 3));
    }
}
