using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Tests.Graphs.Reading;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A node of a file, which is read as a formula.</summary>
public sealed class LayerNormalizationCases : OperatorCases
{
    public LayerNormalizationCases()
    {
        Case("the last axis", x => Node("x", "scale", "bias").In(x), Any(2, 3, 4), Any(4), Any(4));
        Case("two axes, no bias", x => Node(-2, "x", "scale").In(x), Any(2, 3, 2), Any(3, 2));

        // By hand: the mean is 10 and the variance 4.
        var inverse = 1 / Math.Sqrt(4 + (double)1e-5f);
        Golden(
            "two numbers",
            x => Node("x", "scale", "bias").In(x),
            Matrix(1, 1 - (4 * inverse), 1 + (6 * inverse)),
            Matrix(1, 8, 12),
            Vector(2, 3),
            Vector(1, 1));
    }

    public override Type Operator => typeof(LayerNormalizationReader);

    private static OnnxFile Node(params string[] inputs) => Node(-1, inputs);

    private static OnnxFile Node(long axis, params string[] inputs)
    {
        var file = new OnnxFile().Output("y").Node("LayerNormalization", "y", inputs, OnnxFile.Int("axis", axis));
        return inputs.Aggregate(file, (growing, input) => growing.Input(input));
    }
}
