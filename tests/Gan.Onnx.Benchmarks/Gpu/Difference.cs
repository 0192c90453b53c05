namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>How far numbers are from those expected.</summary>
internal static class Difference
{
    // Losses pass through zero, where a relative difference means nothing.
    private const double Small = 1e-3;

    /// <summary>|a − b| / |b|; NaN where either is.</summary>
    public static double Relative(double actual, double expected) => Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), Small);

    /// <summary>‖a − b‖ / ‖b‖ over arrays of the same length; 0 for equal ones.</summary>
    public static double Relative(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        double error = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            error += Math.Pow(actual[i] - expected[i], 2);
            norm += Math.Pow(expected[i], 2);
        }

        return error == 0 ? 0 : Math.Sqrt(error / norm);
    }
}
