
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Tanh</c> (opset 13): y = tanh(x), any shape.
/// VJP: ∂x = gradOutput · (1 − y²). Twice differentiable.
/// </summary>
public sealed class Tanh : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput * (1 - node.Output * node.Output)];
}

/// <summary>Builds <c>Tanh</c> nodes.</summary>
public static class TanhBuilder
{
    /// <summary>Element-wise tanh(x).</summary>
    public static Value Tanh(this Value x) => x.Graph.Add(new Tanh(), x);
}

/// <summary>Reads <c>Tanh</c> nodes.</summary>
public sealed class TanhReader() : ElementwiseReader(x => x.Tanh());
