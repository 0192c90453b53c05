using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class SoftsignCases : OperatorCases
{
    public SoftsignCases()
    {
        Case("a scalar", x => x[0].Softsign(), Any().AwayFrom(0));
        Case("a matrix", x => x[0].Softsign(), Any(3, 4).AwayFrom(0));

        Golden("known values", x => x[0].Softsign(), Vector(-0.5, 0, 0.75), Vector(-1, 0, 3));
    }

    public override Type Operator => typeof(SoftsignBuilder);
}
