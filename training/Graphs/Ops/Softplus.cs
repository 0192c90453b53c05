
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Softplus</c> (opset 1): y = ln(1 + eˣ), computed without overflow, any shape.
/// VJP: ∂x = gradOutput · sigmoid(x). Twice differentiable. ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class Softplus : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput * node.Inputs[0].Sigmoid()];
}

/// <summary>Builds <c>Softplus</c> nodes.</summary>
public static class SoftplusBuilder
{
    /// <summary>Element-wise ln(1 + eˣ), computed without overflow.</summary>
    public static Value Softplus(this Value x) => x.Graph.Add(new Softplus(), x);
}

/// <summary>Reads <c>Softplus</c> nodes.</summary>
public sealed class SoftplusReader() : ElementwiseReader(x => x.Softplus());
