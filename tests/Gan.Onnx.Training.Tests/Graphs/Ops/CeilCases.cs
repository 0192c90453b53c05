using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class CeilCases : ElementwiseOperatorCases<Ceil>
{
    public CeilCases()
        : base(x => x.Ceil(), x => x.AwayFrom(-2, -1, 0, 1, 2))
    {
        Golden("both signs", x => x[0].Ceil(), Vector(-2, -1, 1, 1), Vector(-2, -1.5, 0.1, 1));
    }
}
