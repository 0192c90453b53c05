using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class RoundCases : ElementwiseOperatorCases<Round>
{
    public RoundCases()
        : base(x => x.Round(), x => x.AwayFrom(-1.5, -0.5, 0.5, 1.5))
    {
        Golden("halves go to the even neighbour", x => x[0].Round(), Vector(-2, 0, 2, 2, 3), Vector(-1.5, 0.5, 1.5, 2.4, 2.6));
    }
}
