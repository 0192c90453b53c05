namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Acos</c> (opset 7): y = arccos(x), −1 ≤ x ≤ 1, any shape.
/// VJP: ∂x = −gradOutput / √(1 − x²), infinite at the ends. Twice differentiable between them. ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class Acos : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [(gradOutput / (1 - (node.Inputs[0] * node.Inputs[0])).Sqrt()).Neg()];
}

/// <summary>Builds <c>Acos</c> nodes.</summary>
public static class AcosBuilder
{
    /// <summary>Element-wise arccosine.</summary>
    public static Value Acos(this Value x) => x.Graph.Add(new Acos(), x);
}

/// <summary>Reads <c>Acos</c> nodes.</summary>
public sealed class AcosReader() : ElementwiseReader(x => x.Acos());
