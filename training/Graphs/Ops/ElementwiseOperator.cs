
namespace Gan.Onnx.Graphs.Ops;

/// <summary>Operators of one floating-point tensor whose output has the same type: y[i] = f(x[i]).</summary>
public abstract class ElementwiseOperator : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        Require.FloatingPoint(this, inputs);
        return inputs[0].Type;
    }
}
