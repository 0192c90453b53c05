using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Mul</c> (opset 14): y = a · b, with NumPy broadcasting of any two shapes.
/// VJP: ∂a = gradOutput · b, ∂b = gradOutput · a, each summed over broadcast axes. Twice differentiable.
/// </summary>
public sealed class Mul : BroadcastOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        return [gradOutput * b, gradOutput * a];
    }
}

/// <summary>Builds <c>Mul</c> nodes.</summary>
public static class MulBuilder
{
    extension(Value)
    {
        /// <summary>Element-wise a · b.</summary>
        public static Value operator *(Value a, Value b) => a.Graph.Add(new Mul(), a, b);

        /// <summary>Element-wise a · b with a constant on the right.</summary>
        public static Value operator *(Value a, double b) => a * a.Scalar(b);

        /// <summary>Element-wise a · b with a constant on the left.</summary>
        public static Value operator *(double a, Value b) => b.Scalar(a) * b;
    }
}

/// <summary>Reads <c>Mul</c> nodes.</summary>
public sealed class MulReader() : BroadcastReader(
    (a, b) => a * b, (a, b) => a * b, KnownElement.Neutral(1, bothSides: true));
