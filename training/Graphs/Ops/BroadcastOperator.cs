
namespace Gan.Onnx.Graphs.Ops;

/// <summary>Operators of two floating-point tensors, broadcast to a common shape: y[i] = f(a[i], b[i]).</summary>
public abstract class BroadcastOperator : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        Require.FloatingPoint(this, inputs);
        var (left, right) = (inputs[0], inputs[1]);
        return left.Type.Element == right.Type.Element && Shape.Broadcast(left.Shape, right.Shape) is { } shape
            ? new TensorType(left.Type.Element, shape)
            : throw GraphException.Broadcast(this, left, right);
    }

    /// <inheritdoc/>
    public override bool Broadcasts(int input) => true;
}
