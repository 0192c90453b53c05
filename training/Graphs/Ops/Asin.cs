namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Asin</c> (opset 7): y = arcsin(x), −1 ≤ x ≤ 1, any shape.
/// VJP: ∂x = gradOutput / √(1 − x²), infinite at the ends. Twice differentiable between them. ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class Asin : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput / (1 - (node.Inputs[0] * node.Inputs[0])).Sqrt()];
}

/// <summary>Builds <c>Asin</c> nodes.</summary>
public static class AsinBuilder
{
    /// <summary>Element-wise arcsine.</summary>
    public static Value Asin(this Value x) => x.Graph.Add(new Asin(), x);
}

/// <summary>Reads <c>Asin</c> nodes.</summary>
public sealed class AsinReader() : ElementwiseReader(x => x.Asin());
