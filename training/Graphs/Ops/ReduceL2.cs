namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceL2</c> as a formula: √ReduceSum(x²); its gradient is infinite where all elements are 0.</summary>
public static class ReduceL2Builder
{
    /// <summary>The root of the sum of squares over <paramref name="axes"/>.</summary>
    public static Value ReduceL2(this Value x, IReadOnlyList<int> axes, bool keepDims = false) => (x * x).ReduceSum(axes, keepDims).Sqrt();
}

/// <summary>Reads <c>ReduceL2</c> nodes.</summary>
public sealed class ReduceL2Reader() : ReductionReader((x, axes, keep) => x.ReduceL2(axes, keep));
