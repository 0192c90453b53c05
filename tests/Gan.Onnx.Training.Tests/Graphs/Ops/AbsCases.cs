using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class AbsCases : ElementwiseOperatorCases<Abs>
{
    public AbsCases()
        : base(x => x.Abs(), x => x.AwayFrom(0))
    {
        Golden("both signs", x => x[0].Abs(), Vector(0, 2, 2.5), Vector(0, -2, 2.5));
    }
}
