namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Abs</c> (opset 13): y = |x|, any shape.
/// VJP: ∂x = gradOutput · sign(x) (0 at 0, as in PyTorch). Twice differentiable (the second derivative is 0).
/// </summary>
public sealed class Abs : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput * node.Inputs[0].Sign()];
}

/// <summary>Builds <c>Abs</c> nodes.</summary>
public static class AbsBuilder
{
    /// <summary>Element-wise |x|.</summary>
    public static Value Abs(this Value x) => x.Graph.Add(new Abs(), x);
}

/// <summary>Reads <c>Abs</c> nodes.</summary>
public sealed class AbsReader() : ElementwiseReader(x => x.Abs(), Math.Abs);
