using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>ReduceMean</c> (opset 13): the mean over the given axes, which are dropped or kept with size 1. Attributes: axes, keepdims.
/// VJP: ∂x = gradOutput / (number of elements in a mean), repeated over the axes. Twice differentiable.
/// </summary>
public sealed class ReduceMean(IReadOnlyList<int> axes, bool keepDims) : Operator
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
        var shape = node.Inputs[0].Shape;
        var count = axes.Aggregate(1L, (product, axis) => product * shape[shape.Axis(axis)].Size);
        return [Reduction.Repeat(gradOutput * (1.0 / count), shape, axes)];
    }
}

/// <summary>Builds <c>ReduceMean</c> nodes.</summary>
public static class ReduceMeanBuilder
{
    /// <summary>The mean over <paramref name="axes"/>; over none of them, the tensor itself.</summary>
    public static Value ReduceMean(this Value x, IReadOnlyList<int> axes, bool keepDims = false) =>
        axes.Count == 0 ? x : x.Graph.Add(new ReduceMean(axes, keepDims), x);

    /// <summary>The mean over all elements, a scalar.</summary>
    public static Value ReduceMean(this Value x) => x.ReduceMean([.. Enumerable.Range(0, x.Shape.Rank)]);
}

/// <summary>Reads <c>ReduceMean</c> nodes.</summary>
public sealed class ReduceMeanReader() : ReductionReader((x, axes, keep) => x.ReduceMean(axes, keep), axesAreInputs: 18);
