namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Sin</c> (opset 7): y = sin(x), x in radians, any shape.
/// VJP: ∂x = gradOutput · cos(x). Twice differentiable.
/// </summary>
public sealed class Sin : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput * node.Inputs[0].Cos()];
}

/// <summary>Builds <c>Sin</c> nodes.</summary>
public static class SinBuilder
{
    /// <summary>Element-wise sine.</summary>
    public static Value Sin(this Value x) => x.Graph.Add(new Sin(), x);
}

/// <summary>Reads <c>Sin</c> nodes.</summary>
public sealed class SinReader() : ElementwiseReader(x => x.Sin());
