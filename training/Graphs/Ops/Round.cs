namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Round</c> (opset 11): y = the nearest integer, halves to the even one, any shape.
/// Piecewise constant, so it carries no gradient.
/// </summary>
public sealed class Round : ElementwiseOperator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Round</c> nodes.</summary>
public static class RoundBuilder
{
    /// <summary>Element-wise rounding, halves to even.</summary>
    public static Value Round(this Value x) => x.Graph.Add(new Round(), x);
}

/// <summary>Reads <c>Round</c> nodes.</summary>
public sealed class RoundReader() : ElementwiseReader(x => x.Round());
