using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>ReduceMax</c> (opset 13): the largest element over the given axes, which are dropped or kept with size 1. Attributes: axes,
/// keepdims. VJP: ∂x = gradOutput at the largest element, 0 elsewhere; equal ones share it evenly. Twice differentiable where there is one
/// largest.
/// </summary>
public sealed class ReduceMax(IReadOnlyList<int> axes, bool keepDims) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes =>
        [Attribute("axes", axes.Select(axis => (long)axis)), Attribute("keepdims", keepDims ? 1 : 0)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        Require.FloatingPoint(this, inputs);
        return new TensorType(inputs[0].Type.Element, Reduction.Shape(this, inputs[0].Shape, axes, keepDims));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var x = node.Inputs[0];
        var isLargest = Reduction.Repeat(node.Output, x.Shape, axes).Greater(x).Where(x.Scalar(0), x.Scalar(1));
        return [Reduction.Repeat(gradOutput, x.Shape, axes) * isLargest / isLargest.ReduceSum(axes, keepDims: true)];
    }
}

/// <summary>Builds <c>ReduceMax</c> nodes.</summary>
public static class ReduceMaxBuilder
{
    /// <summary>The largest element over <paramref name="axes"/>; over none of them, the tensor itself.</summary>
    public static Value ReduceMax(this Value x, IReadOnlyList<int> axes, bool keepDims = false) =>
        axes.Count == 0 ? x : x.Graph.Add(new ReduceMax(axes, keepDims), x);

    /// <summary>The largest of all elements, a scalar.</summary>
    public static Value ReduceMax(this Value x) => x.ReduceMax([.. Enumerable.Range(0, x.Shape.Rank)]);
}

/// <summary>Reads <c>ReduceMax</c> nodes.</summary>
public sealed class ReduceMaxReader() : ReductionReader((x, axes, keep) => x.ReduceMax(axes, keep), axesAreInputs: 18);
