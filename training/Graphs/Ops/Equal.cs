using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Equal</c> (opset 13): y = (a = b) as Bool, for tensors of one type, with NumPy broadcasting. Carries no gradient.
/// </summary>
public sealed class Equal : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        return inputs[0].Type.Element == inputs[1].Type.Element && Shape.Broadcast(inputs[0].Shape, inputs[1].Shape) is { } shape
            ? new TensorType(ElementType.Bool, shape)
            : throw GraphException.Broadcast(this, inputs[0], inputs[1]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null, null];
}

/// <summary>Builds <c>Equal</c> nodes.</summary>
public static class EqualBuilder
{
    /// <summary>Element-wise a = b.</summary>
    public static Value Equal(this Value a, Value b) => a.Graph.Add(new Equal(), a, b);
}

/// <summary>Reads <c>Equal</c> nodes.</summary>
public sealed class EqualReader() : BroadcastReader((a, b) => a.Equal(b), (a, b) => a == b ? 1 : 0, KnownElement.Equality)
{
    /// <inheritdoc/>
    protected override ElementType Outcome(ElementType input) => ElementType.Bool;
}
