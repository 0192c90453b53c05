namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>
/// The discriminator that no other can beat, D*(x) = p_data(x) / (p_data(x) + p_model(x)) (Goodfellow et al. 2014, proposition 1), for
/// normally distributed data and a generator known by its samples.
/// </summary>
public static class OptimalDiscriminator
{
    /// <summary>Where both densities together are below this, neither data nor samples fall and D* is an accident of the tails.</summary>
    private const double LeastDensity = 0.02;

    /// <summary>
    /// D* at each position, NaN where neither data nor samples fall. The model's density is estimated with Gaussian kernels
    /// (bandwidth by Silverman's rule, 1986, equation 3.31).
    /// </summary>
    /// <param name="x">The positions.</param>
    /// <param name="mean">The data's mean.</param>
    /// <param name="std">The data's standard deviation, above 0.</param>
    /// <param name="samples">At least two samples of the generator.</param>
    public static double[] Estimate(IReadOnlyList<double> x, double mean, double std, IReadOnlyList<float> samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(std);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Count, 2, nameof(samples));
        var bandwidth = Bandwidth(samples);
        return
        [
            .. x.Select(position =>
            {
                var data = Normal(position, mean, std);
                var model = samples.Average(sample => Normal(position, sample, bandwidth));
                return data + model < LeastDensity ? double.NaN : data / (data + model);
            }),
        ];
    }

    private static double Normal(double x, double mean, double std)
    {
        var z = (x - mean) / std;
        return Math.Exp(-z * z / 2) / (std * Math.Sqrt(Math.Tau));
    }

    private static double Bandwidth(IReadOnlyList<float> samples)
    {
        var sorted = samples.Order().ToArray();
        var mean = sorted.Average();
        var std = Math.Sqrt(sorted.Average(sample => (sample - mean) * (sample - mean)));
        var quartiles = sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
        var spread = quartiles > 0 ? Math.Min(std, quartiles / 1.34) : std;

        // A generator that has collapsed to one point still needs a width.
        return Math.Max(0.9 * spread * Math.Pow(sorted.Length, -0.2), 1e-3);
    }
}
