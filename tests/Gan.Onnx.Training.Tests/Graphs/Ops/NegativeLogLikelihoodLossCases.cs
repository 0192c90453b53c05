using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class NegativeLogLikelihoodLossCases : OperatorCases
{
    public NegativeLogLikelihoodLossCases()
    {
        Case("losses", x => x[0].NegativeLogLikelihood(Labels(x[0], 2, 0), null, null).Losses, Any(2, 3));
        Case("weights", x => x[0].NegativeLogLikelihood(Labels(x[0], 2, 0), x[1], null).Losses, Any(2, 3), Any(3));

        Golden(
            "losses", x => x[0].NegativeLogLikelihood(Labels(x[0], 2, 0), null, null).Losses, Vector(-3, -4), Matrix(2, 1, 2, 3, 4, 5, 6));
        Golden(
            "an ignored label",
            x => x[0].NegativeLogLikelihood(Labels(x[0], 2, 0), null, 0).Weights,
            Vector(1, 0),
            Matrix(2, 1, 2, 3, 4, 5, 6));
    }

    public override Type Operator => typeof(NegativeLogLikelihoodLossBuilder);

    private static Value Labels(Value x, params long[] labels) => x.Graph.Integers(labels);
}
