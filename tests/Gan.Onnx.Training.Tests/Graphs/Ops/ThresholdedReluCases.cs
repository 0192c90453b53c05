using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class ThresholdedReluCases : OperatorCases
{
    public ThresholdedReluCases()
    {
        Case("a scalar", x => x[0].ThresholdedRelu(0.5), Any().AwayFrom(0.5));
        Case("a matrix", x => x[0].ThresholdedRelu(0.5), Any(3, 4).AwayFrom(0.5));

        Golden("known values", x => x[0].ThresholdedRelu(0.5), Vector(0, 0, 0.75), Vector(-4, 0.5, 0.75));
    }

    public override Type Operator => typeof(ThresholdedReluBuilder);
}
