
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Sqrt</c> (opset 13): y = √x, x ≥ 0, any shape.
/// VJP: ∂x = gradOutput / (2y), infinite at 0. Twice differentiable for x > 0.
/// </summary>
public sealed class Sqrt : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput / (2 * node.Output)];
}

/// <summary>Builds <c>Sqrt</c> nodes.</summary>
public static class SqrtBuilder
{
    /// <summary>Element-wise √x, x ≥ 0.</summary>
    public static Value Sqrt(this Value x) => x.Graph.Add(new Sqrt(), x);
}

/// <summary>Reads <c>Sqrt</c> nodes.</summary>
public sealed class SqrtReader() : ElementwiseReader(x => x.Sqrt(), Math.Sqrt);
