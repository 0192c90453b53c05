using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Softmax</c> as a formula: exp(x − max) / Σ exp(x − max) along an axis; the maximum is a constant to the gradient, which it
/// does not change.
/// </summary>
public static class SoftmaxBuilder
{
    /// <summary>Positive numbers whose sum along <paramref name="axis"/> is 1.</summary>
    public static Value Softmax(this Value x, int axis)
    {
        var powers = x.BelowLargest(axis).Exp();
        return powers / powers.ReduceSum([axis], keepDims: true);
    }

    /// <summary>x less its largest element along <paramref name="axis"/>, so that no power of it overflows.</summary>
    internal static Value BelowLargest(this Value x, int axis) => x - x.ReduceMax([axis], keepDims: true).Detach();
}

/// <summary>Reads <c>Softmax</c> nodes.</summary>
public sealed class SoftmaxReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [Along(node, (x, axis) => x.Softmax(axis))];

    /// <summary>Before opset 13, x counts as a matrix whose columns are everything from the axis on.</summary>
    internal static Value Along(ReadNode node, Func<Value, int, Value> build)
    {
        const int OneAxis = 13;
        var x = node.Value(0);
        var axis = x.Shape.Axis((int)node.Int("axis", node.Opset < OneAxis ? 1 : -1));
        return node.Opset >= OneAxis || axis == x.Shape.Rank - 1
            ? build(x, axis)
            : build(x.Flatten(axis), 1).Reshape(x.Shape);
    }
}
