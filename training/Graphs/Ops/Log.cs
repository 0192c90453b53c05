
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Log</c> (opset 13): y = ln x, x > 0, any shape.
/// VJP: ∂x = gradOutput / x. Twice differentiable.
/// </summary>
public sealed class Log : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput / node.Inputs[0]];
}

/// <summary>Builds <c>Log</c> nodes.</summary>
public static class LogBuilder
{
    /// <summary>Element-wise natural logarithm, x > 0.</summary>
    public static Value Log(this Value x) => x.Graph.Add(new Log(), x);
}

/// <summary>Reads <c>Log</c> nodes.</summary>
public sealed class LogReader() : ElementwiseReader(x => x.Log());
