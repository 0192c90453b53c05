using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>ReduceSum</c> (opset 13): the sum over the given axes, which are dropped or kept with size 1 (attribute keepdims).
/// VJP: ∂x = gradOutput repeated over the summed axes; none for the axes. Twice differentiable.
/// </summary>
public sealed class ReduceSum(IReadOnlyList<int> axes, bool keepDims) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("keepdims", keepDims ? 1 : 0)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        Require.FloatingPoint(this, [inputs[0]]);
        return new TensorType(inputs[0].Type.Element, Reduction.Shape(this, inputs[0].Shape, axes, keepDims));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [Reduction.Repeat(gradOutput, node.Inputs[0].Shape, axes), null];
}

/// <summary>Builds <c>ReduceSum</c> nodes.</summary>
public static class ReduceSumBuilder
{
    /// <summary>The sum over <paramref name="axes"/>; over none of them, the tensor itself.</summary>
    public static Value ReduceSum(this Value x, IReadOnlyList<int> axes, bool keepDims = false) => axes.Count == 0
        ? x
        : x.Graph.Add(new ReduceSum(axes, keepDims), x, x.Graph.Integers([.. axes.Select(axis => (long)axis)]));

    /// <summary>The sum over all elements, a scalar.</summary>
    public static Value ReduceSum(this Value x) => x.ReduceSum([.. Enumerable.Range(0, x.Shape.Rank)]);
}

/// <summary>Reads <c>ReduceSum</c> nodes.</summary>
public sealed class ReduceSumReader() : ReductionReader((x, axes, keep) => x.ReduceSum(axes, keep), axesAreInputs: 13);
