using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>HardSigmoid</c> as a formula: alpha · x + beta, cut to [0, 1].</summary>
public static class HardSigmoidBuilder
{
    /// <summary>Element-wise alpha · x + beta, cut to [0, 1].</summary>
    public static Value HardSigmoid(this Value x, double alpha = 0.2, double beta = 0.5) => ((x * alpha) + beta).Clip(0, 1);
}

/// <summary>Reads <c>HardSigmoid</c> nodes.</summary>
public sealed class HardSigmoidReader : OperatorReader
{
    private const float Alpha = 0.2f;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).HardSigmoid(node.Float("alpha", Alpha), node.Float("beta", 0.5))];
}
