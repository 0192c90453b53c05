using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>The density of values in bins of equal width; its area is the share of the values that lie in the range.</summary>
/// <param name="Start">Where the first bin begins.</param>
/// <param name="BinWidth">The width of each bin.</param>
/// <param name="Density">The share of all values in each bin, divided by the width.</param>
internal sealed record Histogram(double Start, double BinWidth, IReadOnlyList<double> Density)
{
    /// <summary>Counts the values from <paramref name="min"/> up to <paramref name="max"/>; others only count in the total.</summary>
    public static Histogram Of(IReadOnlyList<float> values, double min, double max, int bins)
    {
        var width = (max - min) / bins;
        var density = new double[bins];
        foreach (var value in values)
        {
            var bin = Math.Floor((value - min) / width);
            if (bin >= 0 && bin < bins)
            {
                density[(int)bin] += 1 / (values.Count * width);
            }
        }

        return new Histogram(min, width, density);
    }

    /// <summary>The outline of the bars from the first that is not empty to the last, up from the base line and back to it.</summary>
    public IEnumerable<(double X, double Density)> Outline()
    {
        var filled = Enumerable.Range(0, Density.Count).Where(bin => Density[bin] > 0).ToArray();
        if (filled.Length == 0)
        {
            yield break;
        }

        yield return (Start + (filled[0] * BinWidth), 0);
        for (var bin = filled[0]; bin <= filled[^1]; bin++)
        {
            yield return (Start + (bin * BinWidth), Density[bin]);
            yield return (Start + ((bin + 1) * BinWidth), Density[bin]);
        }

        yield return (Start + ((filled[^1] + 1) * BinWidth), 0);
    }
}
