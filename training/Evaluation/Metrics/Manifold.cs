namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// An estimate of where a distribution lies: balls around its samples that reach to each one's k-th nearest neighbour among the others
/// (Kynkäänniemi et al. 2019, "Improved Precision and Recall Metric for Assessing Generative Models", section 3).
/// </summary>
public sealed class Manifold
{
    private Manifold(FeatureMatrix features, double[] squaredRadii, int neighbours) =>
        (Features, SquaredRadii, Neighbours) = (features, squaredRadii, neighbours);

    /// <summary>The balls' centres.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>The balls' squared radii, in the order of the centres.</summary>
    public IReadOnlyList<double> SquaredRadii { get; }

    /// <summary>k: which neighbour a ball reaches to.</summary>
    public int Neighbours { get; }

    /// <summary>Measures the balls.</summary>
    /// <param name="features">More rows than <paramref name="neighbours"/>.</param>
    /// <param name="neighbours">k, at least 1.</param>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentException">There are too few rows.</exception>
    public static Manifold Of(FeatureMatrix features, int neighbours, int threads)
    {
        if (neighbours < 1 || neighbours >= features.Count)
        {
            throw new ArgumentException(
                $"A ball reaches to neighbour 1 to {features.Count - 1} of {features.Count} samples, found {neighbours}. Use more samples.",
                nameof(neighbours));
        }

        var radii = new double[features.Count];
        SquaredDistances.ForEachRow(features, features, threads, (row, distances) =>
        {
            Span<int> nearest = stackalloc int[neighbours];
            distances[row] = double.PositiveInfinity;
            NearestRows.Find(distances, nearest);
            radii[row] = distances[nearest[^1]];
        });
        return new Manifold(features, radii, neighbours);
    }
}
