using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Celu</c> as a formula: max(x, 0) + alpha · (exp((x − max(x, 0)) / alpha) − 1).</summary>
public static class CeluBuilder
{
    /// <summary>Element-wise x where positive, else alpha · (exp(x / alpha) − 1).</summary>
    public static Value Celu(this Value x, double alpha = 1) => x.Relu() + ((((x - x.Relu()) * (1 / alpha)).Exp() - 1) * alpha);
}

/// <summary>Reads <c>Celu</c> nodes.</summary>
public sealed class CeluReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Celu(node.Float("alpha", 1))];
}
