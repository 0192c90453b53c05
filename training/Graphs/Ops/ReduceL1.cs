namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceL1</c> as a formula: ReduceSum(|x|).</summary>
public static class ReduceL1Builder
{
    /// <summary>The sum of absolute values over <paramref name="axes"/>.</summary>
    public static Value ReduceL1(this Value x, IReadOnlyList<int> axes, bool keepDims = false) => x.Abs().ReduceSum(axes, keepDims);
}

/// <summary>Reads <c>ReduceL1</c> nodes.</summary>
public sealed class ReduceL1Reader() : ReductionReader((x, axes, keep) => x.ReduceL1(axes, keep));
