using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Selu</c> as a formula: gamma · Elu(x), with alpha = 1.6733 and gamma = 1.0507 unless given (Klambauer et al. 2017).
/// </summary>
public static class SeluBuilder
{
    /// <summary>Element-wise gamma · x where positive, else gamma · alpha · (eˣ − 1).</summary>
    public static Value Selu(this Value x, double alpha, double gamma) => x.Elu(alpha) * gamma;
}

/// <summary>Reads <c>Selu</c> nodes.</summary>
public sealed class SeluReader : OperatorReader
{
    private const double Alpha = 1.67326319217681884765625, Gamma = 1.05070102214813232421875;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).Selu(node.Float("alpha", Alpha), node.Float("gamma", Gamma))];
}
