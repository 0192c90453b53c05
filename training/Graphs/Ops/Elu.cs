using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Elu</c> as a formula: max(x, 0) + alpha · (exp(x − max(x, 0)) − 1), whose slope at 0 is alpha, as in PyTorch.</summary>
public static class EluBuilder
{
    /// <summary>Element-wise x where positive, else alpha · (eˣ − 1).</summary>
    public static Value Elu(this Value x, double alpha = 1) => x.Relu() + (((x - x.Relu()).Exp() - 1) * alpha);
}

/// <summary>Reads <c>Elu</c> nodes.</summary>
public sealed class EluReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Elu(node.Float("alpha", 1))];
}
