
namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Greater</c> (opset 13): y = a > b as Bool, with NumPy broadcasting. Piecewise constant, so it carries no gradient.
/// </summary>
public sealed class Greater : BroadcastOperator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs) => new(ElementType.Bool, base.Infer(inputs).Shape);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null, null];
}

/// <summary>Builds <c>Greater</c> nodes.</summary>
public static class GreaterBuilder
{
    /// <summary>Element-wise a > b.</summary>
    public static Value Greater(this Value a, Value b) => a.Graph.Add(new Greater(), a, b);

    /// <summary>Element-wise a > <paramref name="bound"/>.</summary>
    public static Value Greater(this Value a, double bound) => a.Greater(a.Scalar(bound));
}

/// <summary>Reads <c>Greater</c> nodes.</summary>
public sealed class GreaterReader() : BroadcastReader((a, b) => a.Greater(b), (a, b) => a > b ? 1 : 0)
{
    /// <inheritdoc/>
    protected override ElementType Outcome(ElementType input) => ElementType.Bool;
}
