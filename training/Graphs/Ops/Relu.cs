
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Relu</c> (opset 14): y = max(x, 0), any shape.
/// VJP: ∂x = gradOutput where x > 0, else 0 (the subgradient 0 at 0, as in PyTorch). Twice differentiable (the second derivative is 0).
/// </summary>
public sealed class Relu : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput * Slope.Of(node.Inputs[0], 0)];
}

/// <summary>Builds <c>Relu</c> nodes.</summary>
public static class ReluBuilder
{
    /// <summary>Element-wise max(x, 0).</summary>
    public static Value Relu(this Value x) => x.Graph.Add(new Relu(), x);
}

/// <summary>Reads <c>Relu</c> nodes.</summary>
public sealed class ReluReader() : ElementwiseReader(x => x.Relu());
