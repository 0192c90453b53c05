using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ErfCases : ElementwiseOperatorCases<Erf>
{
    public ErfCases()
        : base(x => x.Erf(), x => x, ElementType.Float)
    {
        FloatGolden(
            "of Abramowitz and Stegun, table 7.1", x => x[0].Erf(), Vector(0, 0.5204999f, -0.8427008f, 0.9953223f), Vector(0, 0.5, -1, 2));
    }
}
