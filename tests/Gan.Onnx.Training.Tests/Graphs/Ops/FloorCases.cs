using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class FloorCases : ElementwiseOperatorCases<Floor>
{
    public FloorCases()
        : base(x => x.Floor(), x => x.AwayFrom(-2, -1, 0, 1, 2))
    {
        Golden("both signs", x => x[0].Floor(), Vector(-2, -2, 0, 1), Vector(-2, -1.5, 0.9, 1));
    }
}
