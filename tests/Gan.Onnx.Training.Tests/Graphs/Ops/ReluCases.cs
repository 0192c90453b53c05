using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ReluCases : ElementwiseOperatorCases<Relu>
{
    public ReluCases()
        : base(x => x.Relu(), x => x.AwayFrom(0)) =>
        Golden("both sides of the kink", x => x[0].Relu(), Vector(0, 0, 0, 0.5, 1e4), Vector(-1e4, -0.5, 0, 0.5, 1e4));
}
