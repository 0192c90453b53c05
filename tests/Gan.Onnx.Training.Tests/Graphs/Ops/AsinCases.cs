using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class AsinCases : ElementwiseOperatorCases<Asin>
{
    public AsinCases()
        : base(x => x.Asin(), x => x.Between(-0.8, 0.8), ElementType.Float)
    {
        FloatGolden("the ends and a half", x => x[0].Asin(), Vector(0, Math.PI / 2, Math.PI / 6), Vector(0, 1, 0.5));
    }
}
