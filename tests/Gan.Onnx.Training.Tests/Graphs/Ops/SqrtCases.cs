using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SqrtCases : ElementwiseOperatorCases<Sqrt>
{
    public SqrtCases()
        : base(x => x.Sqrt(), x => x.Between(0.5, 3)) =>
        Golden("squares", x => x[0].Sqrt(), Vector(0, 0.5, 1, 12, 1e10), Vector(0, 0.25, 1, 144, 1e20));
}
