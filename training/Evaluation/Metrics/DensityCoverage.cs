namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// Density and coverage (Naeem et al. 2020, "Reliable Fidelity and Diversity Metrics for Generative Models", section 3): both look
/// at the balls of the real manifold only, which outliers among the generated samples cannot blow up.
/// </summary>
/// <param name="Density">
/// Real balls that hold a generated sample, averaged over the samples and divided by k; about 1 for equal distributions, may exceed it.
/// </param>
/// <param name="Coverage">Share of real balls that hold any generated sample, 0 to 1.</param>
public sealed record DensityCoverage(double Density, double Coverage)
{
    /// <summary>Compares generated samples with the real manifold.</summary>
    public static DensityCoverage Between(Manifold real, FeatureMatrix generated, int threads)
    {
        var (holdings, covered) = (0L, 0L);
        SquaredDistances.ForEachRow(real.Features, generated, threads, (row, distances) =>
        {
            var (radius, held) = (real.SquaredRadii[row], 0);
            foreach (var distance in distances)
            {
                held += distance <= radius ? 1 : 0;
            }

            Interlocked.Add(ref holdings, held);
            Interlocked.Add(ref covered, held > 0 ? 1 : 0);
        });
        return new DensityCoverage(holdings / ((double)real.Neighbours * generated.Count), covered / (double)real.Features.Count);
    }
}
