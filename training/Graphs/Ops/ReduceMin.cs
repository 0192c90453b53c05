namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceMin</c> as a formula: −ReduceMax(−x).</summary>
public static class ReduceMinBuilder
{
    /// <summary>The smallest element over <paramref name="axes"/>.</summary>
    public static Value ReduceMin(this Value x, IReadOnlyList<int> axes, bool keepDims = false) => x.Neg().ReduceMax(axes, keepDims).Neg();
}

/// <summary>Reads <c>ReduceMin</c> nodes.</summary>
public sealed class ReduceMinReader() : ReductionReader((x, axes, keep) => x.ReduceMin(axes, keep));
