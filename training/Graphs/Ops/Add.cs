using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Add</c> (opset 14): y = a + b, with NumPy broadcasting of any two shapes.
/// VJP: ∂a = gradOutput, ∂b = gradOutput, each summed over broadcast axes. Twice differentiable.
/// </summary>
public sealed class Add : BroadcastOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput, gradOutput];
}

/// <summary>Builds <c>Add</c> nodes.</summary>
public static class AddBuilder
{
    extension(Value)
    {
        /// <summary>Element-wise a + b.</summary>
        public static Value operator +(Value a, Value b) => a.Graph.Add(new Add(), a, b);

        /// <summary>Element-wise a + b with a constant on the right.</summary>
        public static Value operator +(Value a, double b) => a + a.Scalar(b);

        /// <summary>Element-wise a + b with a constant on the left.</summary>
        public static Value operator +(double a, Value b) => b.Scalar(a) + b;
    }
}

/// <summary>Reads <c>Add</c> nodes.</summary>
public sealed class AddReader() : BroadcastReader(
    (a, b) => a + b, (a, b) => a + b, KnownElement.Neutral(0, bothSides: true));
