namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceSumSquare</c> as a formula: ReduceSum(x²).</summary>
public static class ReduceSumSquareBuilder
{
    /// <summary>The sum of squares over <paramref name="axes"/>.</summary>
    public static Value ReduceSumSquare(this Value x, IReadOnlyList<int> axes, bool keepDims = false) => (x * x).ReduceSum(axes, keepDims);
}

/// <summary>Reads <c>ReduceSumSquare</c> nodes.</summary>
public sealed class ReduceSumSquareReader() : ReductionReader((x, axes, keep) => x.ReduceSumSquare(axes, keep));
