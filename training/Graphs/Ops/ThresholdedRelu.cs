using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ThresholdedRelu</c> as a formula: x where it is above alpha, else 0.</summary>
public static class ThresholdedReluBuilder
{
    /// <summary>Element-wise x above alpha, else 0.</summary>
    public static Value ThresholdedRelu(this Value x, double alpha = 1) => x.Greater(alpha).Where(x, x.Scalar(0));
}

/// <summary>Reads <c>ThresholdedRelu</c> nodes.</summary>
public sealed class ThresholdedReluReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).ThresholdedRelu(node.Float("alpha", 1))];
}
