namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Floor</c> (opset 13): y = the largest integer that is not above x, any shape.
/// Piecewise constant, so it carries no gradient.
/// </summary>
public sealed class Floor : ElementwiseOperator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Floor</c> nodes.</summary>
public static class FloorBuilder
{
    /// <summary>Element-wise ⌊x⌋.</summary>
    public static Value Floor(this Value x) => x.Graph.Add(new Floor(), x);
}

/// <summary>Reads <c>Floor</c> nodes.</summary>
public sealed class FloorReader() : ElementwiseReader(x => x.Floor(), Math.Floor);
