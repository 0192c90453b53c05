namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Sign</c> (opset 13): y = −1, 0 or 1 by the sign of x, any shape.
/// Piecewise constant, so it carries no gradient.
/// </summary>
public sealed class Sign : ElementwiseOperator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Sign</c> nodes.</summary>
public static class SignBuilder
{
    /// <summary>Element-wise sign of x.</summary>
    public static Value Sign(this Value x) => x.Graph.Add(new Sign(), x);
}

/// <summary>Reads <c>Sign</c> nodes.</summary>
public sealed class SignReader() : ElementwiseReader(x => x.Sign(), number => Math.Sign(number));
