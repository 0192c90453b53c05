
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Sigmoid</c> (opset 13): y = 1 / (1 + e⁻ˣ), any shape.
/// VJP: ∂x = gradOutput · y · (1 − y). Twice differentiable.
/// </summary>
public sealed class Sigmoid : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput * (node.Output * (1 - node.Output))];
}

/// <summary>Builds <c>Sigmoid</c> nodes.</summary>
public static class SigmoidBuilder
{
    /// <summary>Element-wise 1 / (1 + e⁻ˣ).</summary>
    public static Value Sigmoid(this Value x) => x.Graph.Add(new Sigmoid(), x);
}

/// <summary>Reads <c>Sigmoid</c> nodes.</summary>
public sealed class SigmoidReader() : ElementwiseReader(x => x.Sigmoid());
