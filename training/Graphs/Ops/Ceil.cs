namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Ceil</c> (opset 13): y = the smallest integer that is not below x, any shape.
/// Piecewise constant, so it carries no gradient.
/// </summary>
public sealed class Ceil : ElementwiseOperator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Ceil</c> nodes.</summary>
public static class CeilBuilder
{
    /// <summary>Element-wise ⌈x⌉.</summary>
    public static Value Ceil(this Value x) => x.Graph.Add(new Ceil(), x);
}

/// <summary>Reads <c>Ceil</c> nodes.</summary>
public sealed class CeilReader() : ElementwiseReader(x => x.Ceil(), Math.Ceiling);
