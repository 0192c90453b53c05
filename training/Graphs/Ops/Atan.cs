namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Atan</c> (opset 7): y = arctan(x), in (−π/2, π/2), any shape.
/// VJP: ∂x = gradOutput / (1 + x²). Twice differentiable. ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class Atan : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput / (1 + (node.Inputs[0] * node.Inputs[0]))];
}

/// <summary>Builds <c>Atan</c> nodes.</summary>
public static class AtanBuilder
{
    /// <summary>Element-wise arctangent.</summary>
    public static Value Atan(this Value x) => x.Graph.Add(new Atan(), x);
}

/// <summary>Reads <c>Atan</c> nodes.</summary>
public sealed class AtanReader() : ElementwiseReader(x => x.Atan());
