using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ReciprocalCases : ElementwiseOperatorCases<Reciprocal>
{
    public ReciprocalCases()
        : base(x => x.Reciprocal(), x => x.Between(0.5, 3))
    {
        Golden("powers of two", x => x[0].Reciprocal(), Vector(0.5, -4, 0.125), Vector(2, -0.25, 8));
    }
}
