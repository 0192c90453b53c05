using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>LogSoftmax</c> as a formula: x − max − ln Σ exp(x − max) along an axis.</summary>
public static class LogSoftmaxBuilder
{
    /// <summary>The logarithm of <see cref="SoftmaxBuilder.Softmax"/>, without overflow.</summary>
    public static Value LogSoftmax(this Value x, int axis)
    {
        var below = x.BelowLargest(axis);
        return below - below.Exp().ReduceSum([axis], keepDims: true).Log();
    }
}

/// <summary>Reads <c>LogSoftmax</c> nodes.</summary>
public sealed class LogSoftmaxReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [SoftmaxReader.Along(node, (x, axis) => x.LogSoftmax(axis))];
}
