namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Neg</c> (opset 13): y = −x, any shape.
/// VJP: ∂x = −gradOutput. Twice differentiable (the second derivative is 0).
/// </summary>
public sealed class Neg : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput.Neg()];
}

/// <summary>Builds <c>Neg</c> nodes.</summary>
public static class NegBuilder
{
    /// <summary>Element-wise −x.</summary>
    public static Value Neg(this Value x) => x.Graph.Add(new Neg(), x);
}

/// <summary>Reads <c>Neg</c> nodes.</summary>
public sealed class NegReader() : ElementwiseReader(x => x.Neg(), number => -number);
