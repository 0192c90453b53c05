using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class NegCases : ElementwiseOperatorCases<Neg>
{
    public NegCases()
        : base(x => x.Neg(), x => x)
    {
        Golden("both signs", x => x[0].Neg(), Vector(3, 0, -2), Vector(-3, 0, 2));
    }
}
