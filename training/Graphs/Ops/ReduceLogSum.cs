namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceLogSum</c> as a formula: ln ReduceSum(x).</summary>
public static class ReduceLogSumBuilder
{
    /// <summary>The logarithm of the sum over <paramref name="axes"/>.</summary>
    public static Value ReduceLogSum(this Value x, IReadOnlyList<int> axes, bool keepDims = false) => x.ReduceSum(axes, keepDims).Log();
}

/// <summary>Reads <c>ReduceLogSum</c> nodes.</summary>
public sealed class ReduceLogSumReader() : ReductionReader((x, axes, keep) => x.ReduceLogSum(axes, keep));
