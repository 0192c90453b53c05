namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// Improved precision and recall (Kynkäänniemi et al. 2019, equations 1 and 2): a sample belongs to a manifold when one of its balls
/// holds it, the border included.
/// </summary>
/// <param name="Precision">Share of generated samples within the real manifold, 0 to 1: how many look real.</param>
/// <param name="Recall">Share of real samples within the generated manifold, 0 to 1: how much of the real variety there is.</param>
public sealed record PrecisionRecall(double Precision, double Recall)
{
    /// <summary>Compares two manifolds.</summary>
    public static PrecisionRecall Between(Manifold real, Manifold generated, int threads) =>
        new(Within(generated.Features, real, threads), Within(real.Features, generated, threads));

    private static double Within(FeatureMatrix samples, Manifold manifold, int threads)
    {
        var within = 0L;
        SquaredDistances.ForEachRow(samples, manifold.Features, threads, (_, distances) =>
        {
            for (var ball = 0; ball < distances.Length; ball++)
            {
                if (distances[ball] <= manifold.SquaredRadii[ball])
                {
                    Interlocked.Increment(ref within);
                    return;
                }
            }
        });
        return within / (double)samples.Count;
    }
}
