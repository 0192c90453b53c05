using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Tests.Graphs.Reading;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A node of a file, which is read as a formula.</summary>
public sealed class SoftmaxCrossEntropyLossCases : OperatorCases
{
    public SoftmaxCrossEntropyLossCases()
    {
        Case("the mean", x => Node("mean").In(x), Any(2, 3));
        Case("each item's, weighted", x => Node("none", "w").In(x), Any(2, 3), Any(3).Between(0.5, 2));

        // By hand: the logarithm of a half and of a quarter.
        Golden(
            "two items",
            x => Node("none").In(x),
            Vector(Math.Log(4), Math.Log(2)),
            Matrix(2, 0, Math.Log(2), 0, Math.Log(2), 0, 0));
    }

    public override Type Operator => typeof(SoftmaxCrossEntropyLossReader);

    private static OnnxFile Node(string reduction, params string[] weights)
    {
        var file = new OnnxFile().Input("x").Output("y").Integers("labels", 2, 0)
            .Node("SoftmaxCrossEntropyLoss", "y", ["x", "labels", .. weights], OnnxFile.Text("reduction", reduction));
        return weights.Aggregate(file, (growing, input) => growing.Input(input));
    }
}
