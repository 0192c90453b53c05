namespace Gan.Onnx.Graphs.Ops;

/// <summary>Operators of two tensors of truth values, broadcast to a common shape; they carry no gradient.</summary>
public abstract class LogicalOperator : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        foreach (var input in inputs.Where(input => input.Type.Element != ElementType.Bool))
        {
            throw GraphException.ElementType(this, input, nameof(ElementType.Bool));
        }

        return Shape.Broadcast(inputs[0].Shape, inputs[1].Shape) is { } shape
            ? new TensorType(ElementType.Bool, shape)
            : throw GraphException.Broadcast(this, inputs[0], inputs[1]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null, null];
}
