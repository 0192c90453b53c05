namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Not</c> (opset 1): y = not x, both Bool of any shape. Carries no gradient.
/// </summary>
public sealed class Not : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        return inputs[0].Type.Element == ElementType.Bool
            ? inputs[0].Type
            : throw GraphException.ElementType(this, inputs[0], nameof(ElementType.Bool));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Not</c> nodes.</summary>
public static class NotBuilder
{
    /// <summary>True where x does not hold.</summary>
    public static Value Not(this Value x) => x.Graph.Add(new Not(), x);
}

/// <summary>Reads <c>Not</c> nodes.</summary>
public sealed class NotReader() : ElementwiseReader(x => x.Not(), number => number == 0 ? 1 : 0);
