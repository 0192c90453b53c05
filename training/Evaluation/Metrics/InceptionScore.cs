namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// exp(E KL(p(y|x) ‖ p(y))) (Salimans et al. 2016, section 4), here with this project's digit classifier instead of Inception, over all
/// samples in one split: 1 (one class, or no certainty) to the number of classes (each sample certain, all classes equally often).
/// </summary>
public static class InceptionScore
{
    /// <summary>The score.</summary>
    /// <param name="probabilities">p(y|x), [N, classes]; rows sum to 1.</param>
    public static double Of(FeatureMatrix probabilities)
    {
        var marginal = new double[probabilities.Dimension];
        for (var row = 0; row < probabilities.Count; row++)
        {
            for (var label = 0; label < marginal.Length; label++)
            {
                marginal[label] += probabilities.Row(row)[label] / probabilities.Count;
            }
        }

        var divergence = 0.0;
        for (var row = 0; row < probabilities.Count; row++)
        {
            for (var label = 0; label < marginal.Length; label++)
            {
                var p = probabilities.Row(row)[label];
                divergence += p > 0 ? p * Math.Log(p / marginal[label]) : 0;
            }
        }

        return Math.Exp(divergence / probabilities.Count);
    }
}
