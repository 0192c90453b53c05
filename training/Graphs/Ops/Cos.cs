namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Cos</c> (opset 7): y = cos(x), x in radians, any shape.
/// VJP: ∂x = −gradOutput · sin(x). Twice differentiable. ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class Cos : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [(gradOutput * node.Inputs[0].Sin()).Neg()];
}

/// <summary>Builds <c>Cos</c> nodes.</summary>
public static class CosBuilder
{
    /// <summary>Element-wise cosine.</summary>
    public static Value Cos(this Value x) => x.Graph.Add(new Cos(), x);
}

/// <summary>Reads <c>Cos</c> nodes.</summary>
public sealed class CosReader() : ElementwiseReader(x => x.Cos());
