namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Reciprocal</c> (opset 13): y = 1 / x, any shape.
/// VJP: ∂x = −gradOutput · y². Twice differentiable.
/// </summary>
public sealed class Reciprocal : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [(gradOutput * (node.Output * node.Output)).Neg()];
}

/// <summary>Builds <c>Reciprocal</c> nodes.</summary>
public static class ReciprocalBuilder
{
    /// <summary>Element-wise 1 / x.</summary>
    public static Value Reciprocal(this Value x) => x.Graph.Add(new Reciprocal(), x);
}

/// <summary>Reads <c>Reciprocal</c> nodes.</summary>
public sealed class ReciprocalReader() : ElementwiseReader(x => x.Reciprocal(), number => 1 / number);
