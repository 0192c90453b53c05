using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Div</c> (opset 14): y = a / b, with NumPy broadcasting of any two shapes.
/// VJP: ∂a = gradOutput / b, ∂b = −gradOutput · y / b, each summed over broadcast axes. Twice differentiable.
/// </summary>
public sealed class Div : BroadcastOperator
{
    /// <inheritdoc/>
    public override IEnumerable<Value?> Gradient(Node node, Value gradOutput)
    {
        var b = node.Inputs[1];
        yield return gradOutput / b;
        yield return -1 * (gradOutput * node.Output / b);
    }
}

/// <summary>Builds <c>Div</c> nodes.</summary>
public static class DivBuilder
{
    extension(Value)
    {
        /// <summary>Element-wise a / b.</summary>
        public static Value operator /(Value a, Value b) => a.Graph.Add(new Div(), a, b);

        /// <summary>Element-wise a / b with a constant on the right.</summary>
        public static Value operator /(Value a, double b) => a / a.Scalar(b);

        /// <summary>Element-wise a / b with a constant on the left.</summary>
        public static Value operator /(double a, Value b) => b.Scalar(a) / b;
    }
}

/// <summary>Reads <c>Div</c> nodes.</summary>
public sealed class DivReader() : BroadcastReader(
    (a, b) => a / b, (a, b) => a / b, KnownElement.Neutral(1, bothSides: false));
