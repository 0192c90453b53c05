namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>What metrics compare: one row of features an image, in double precision.</summary>
public sealed class FeatureMatrix
{
    private readonly double[] _values;

    /// <summary>Wraps numbers without copying them.</summary>
    /// <param name="count">Rows, at least 1.</param>
    /// <param name="dimension">Features in a row, at least 1.</param>
    /// <param name="values">[count, dimension], row by row; all finite.</param>
    /// <exception cref="ArgumentException">The numbers do not fill the shape, or one is not finite: every metric would be NaN.</exception>
    public FeatureMatrix(int count, int dimension, double[] values)
    {
        if (count < 1 || dimension < 1 || values.Length != (long)count * dimension)
        {
            throw new ArgumentException(
                "Features need at least one row and one column and exactly count · dimension numbers; "
                + $"count is {count}, dimension is {dimension}, {values.Length} numbers were given.",
                nameof(values));
        }

        var broken = Array.FindIndex(values, value => !double.IsFinite(value));
        if (broken >= 0)
        {
            throw new ArgumentException(
                $"Feature {broken % dimension} of row {broken / dimension} is {values[broken]}, "
                + "expected a finite number. Check the images.",
                nameof(values));
        }

        (Count, Dimension, _values) = (count, dimension, values);
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Features in a row.</summary>
    public int Dimension { get; }

    /// <summary>[Count, Dimension], row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The same, for ONNX Runtime, which takes no read-only memory; not to be written to.</summary>
    internal Memory<double> Memory => _values;

    /// <summary>One row.</summary>
    public ReadOnlySpan<double> Row(int row) => _values.AsSpan(row * Dimension, Dimension);

    /// <summary>Rows of single-precision numbers.</summary>
    /// <param name="dimension">Features in a row.</param>
    /// <param name="values">[count, dimension].</param>
    public static FeatureMatrix Of(int dimension, ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++)
        {
            doubles[i] = values[i];
        }

        return new FeatureMatrix(values.Length / dimension, dimension, doubles);
    }

    /// <summary>Rows of grey levels, each pixel a feature from 0 to 255.</summary>
    /// <param name="area">Pixels in an image.</param>
    /// <param name="pixels">[count, area].</param>
    public static FeatureMatrix Of(int area, ReadOnlySpan<byte> pixels)
    {
        var doubles = new double[pixels.Length];
        for (var i = 0; i < doubles.Length; i++)
        {
            doubles[i] = pixels[i];
        }

        return new FeatureMatrix(pixels.Length / area, area, doubles);
    }

    /// <summary>Two sets of features can be compared.</summary>
    /// <exception cref="ArgumentException">They have different dimensions.</exception>
    internal static void RequireSameDimension(FeatureMatrix x, FeatureMatrix y)
    {
        if (x.Dimension != y.Dimension)
        {
            throw new ArgumentException(
                $"Features of one kind are compared; the first rows have {x.Dimension} features, the second {y.Dimension}. "
                + "Take both from one network.",
                nameof(y));
        }
    }
}
