using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class AcosCases : ElementwiseOperatorCases<Acos>
{
    public AcosCases()
        : base(x => x.Acos(), x => x.Between(-0.8, 0.8), ElementType.Float)
    {
        FloatGolden("the ends and a half", x => x[0].Acos(), Vector(Math.PI / 2, 0, Math.PI / 3), Vector(0, 1, 0.5));
    }
}
