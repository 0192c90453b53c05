using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class SignCases : ElementwiseOperatorCases<Sign>
{
    public SignCases()
        : base(x => x.Sign(), x => x.AwayFrom(0))
    {
        Golden("both signs", x => x[0].Sign(), Vector(-1, 0, 1), Vector(-7, 0, 0.5));
    }
}
