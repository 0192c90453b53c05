namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>ReduceLogSumExp</c> as a formula: max + ln Σ exp(x − max), so that no power overflows.</summary>
public static class ReduceLogSumExpBuilder
{
    /// <summary>The logarithm of the sum of powers over <paramref name="axes"/>.</summary>
    public static Value ReduceLogSumExp(this Value x, IReadOnlyList<int> axes, bool keepDims = false)
    {
        if (axes.Count == 0)
        {
            return x;
        }

        var largest = x.ReduceMax(axes, keepDims: true).Detach();
        var sum = (x - largest).Exp().ReduceSum(axes, keepDims: true).Log() + largest;
        return keepDims ? sum : sum.Squeeze(axes);
    }
}

/// <summary>Reads <c>ReduceLogSumExp</c> nodes.</summary>
public sealed class ReduceLogSumExpReader() : ReductionReader((x, axes, keep) => x.ReduceLogSumExp(axes, keep));
