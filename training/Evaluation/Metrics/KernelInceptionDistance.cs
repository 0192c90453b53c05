namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// Kernel distance (Bińkowski et al. 2018, "Demystifying MMD GANs", section 4): the unbiased estimate of MMD² with the kernel
/// k(x, y) = (x·y / dimension + 1)³, over all samples at once instead of the usual means over random subsets, so that nothing is drawn.
/// Unbiased: it may be below 0 for equal distributions.
/// </summary>
public static class KernelInceptionDistance
{
    /// <summary>The distance of two sets of at least 2 samples each.</summary>
    /// <exception cref="ArgumentException">A set has one sample only.</exception>
    public static double Between(FeatureMatrix x, FeatureMatrix y, int threads)
    {
        if (x.Count < 2 || y.Count < 2)
        {
            throw new ArgumentException(
                $"The unbiased estimate needs at least 2 samples of each kind, found {x.Count} and {y.Count}. Use more samples.",
                nameof(x));
        }

        return Among(x, threads) + Among(y, threads) - (2 * Sum(x, y, threads, withSelf: true) / ((double)x.Count * y.Count));
    }

    private static double Among(FeatureMatrix x, int threads) => Sum(x, x, threads, withSelf: false) / ((double)x.Count * (x.Count - 1));

    private static double Sum(FeatureMatrix x, FeatureMatrix y, int threads, bool withSelf)
    {
        // One sum a row, added in the rows' order: the result does not depend on the threads.
        var sums = new double[x.Count];
        PairwiseProducts.ForEachRow(x, y, threads, (row, products) =>
        {
            var sum = 0.0;
            for (var column = 0; column < products.Length; column++)
            {
                var linear = (products[column] / x.Dimension) + 1;
                sum += withSelf || column != row ? linear * linear * linear : 0;
            }

            sums[row] = sum;
        });
        return sums.Sum();
    }
}
