using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Where along an axis an extreme element stands, Int64, the axis dropped or kept with size 1. Carries no gradient.</summary>
/// <param name="axis">The axis; negative ones count from the end.</param>
/// <param name="keepDims">Whether the axis stays, with size 1.</param>
/// <param name="last">Of several equal elements the last, not the first.</param>
public abstract class ArgOperator(int axis, bool keepDims, bool last) : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes =>
        [Attribute("axis", axis), Attribute("keepdims", keepDims ? 1 : 0), Attribute("select_last_index", last ? 1 : 0)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        Require.FloatingPoint(this, inputs);
        return new TensorType(ElementType.Int64, Reduction.Shape(this, inputs[0].Shape, [axis], keepDims));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}
