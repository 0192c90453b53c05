
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Exp</c> (opset 13): y = eˣ, any shape; infinite above 88.7 in single precision.
/// VJP: ∂x = gradOutput · y. Twice differentiable.
/// </summary>
public sealed class Exp : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput * node.Output];
}

/// <summary>Builds <c>Exp</c> nodes.</summary>
public static class ExpBuilder
{
    /// <summary>Element-wise eˣ.</summary>
    public static Value Exp(this Value x) => x.Graph.Add(new Exp(), x);
}

/// <summary>Reads <c>Exp</c> nodes.</summary>
public sealed class ExpReader() : ElementwiseReader(x => x.Exp());
