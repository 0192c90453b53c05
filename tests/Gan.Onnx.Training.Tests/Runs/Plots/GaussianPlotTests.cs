using System.Globalization;
using Gan.Onnx.Training.Runs.Plots;

namespace Gan.Onnx.Training.Tests.Runs.Plots;

public sealed class GaussianPlotTests
{
    private const string Green = "#009e73";

    [Fact]
    public void Draws_each_moment_with_its_histograms_and_curves()
    {
        var svg = new SvgReader(GaussianPlot.Render("gaussian-1d", [Snapshot("start", 0), Snapshot("midway", 3), Snapshot("end", 4)]));

        Assert.Equal([81, 81, 81], svg.Points(Green));
        // Four curves a moment: data, samples, D, and D* in one piece or more.
        Assert.InRange(svg.Count("polyline"), 12, 15);
        Assert.Contains("start", svg.Texts);
        Assert.Contains("midway", svg.Texts);
        Assert.Contains("data 4.00 ± 0.40, samples 4.00 ± 0.40", svg.Texts);
        Assert.Contains("density (per unit of x)", svg.Texts);
    }

    [Fact]
    public void Cuts_a_spike_off_and_says_how_high_it_is()
    {
        var spike = Snapshot("start", 0) with { Samples = [.. Enumerable.Range(0, 1000).Select(i => i * 1e-6f)] };

        var texts = new SvgReader(GaussianPlot.Render("t", [spike])).Texts;

        // All samples in one of the 80 bins of the range 0 to 4.7, widened by 8%: a density of 80 / 5.076.
        Assert.Contains(texts, text => text.StartsWith("samples peak at 15.8", StringComparison.Ordinal));
    }

    [Fact]
    public void Escapes_what_users_write()
    {
        var svg = new SvgReader(GaussianPlot.Render("a<b> & \"c\" \0 \ud800", [Snapshot("start", 0)]));

        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.RootName.ToString());
        Assert.Contains("a<b> & \"c\" \ufffd \ufffd", svg.Texts);
    }

    [Fact]
    public void Leaves_a_gap_at_a_value_that_is_not_finite()
    {
        var snapshot = Snapshot("start", 0);
        double[] broken = [.. snapshot.Discriminator];
        broken[2] = double.NaN;

        var svg = new SvgReader(GaussianPlot.Render("t", [snapshot with { Discriminator = broken }]));

        Assert.Equal([2, 78], svg.Points(Green));
    }

    [Fact]
    public void Does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = GaussianPlot.Render("t", [Snapshot("start", 0)]);
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            Assert.Equal(expected, GaussianPlot.Render("t", [Snapshot("start", 0)]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Refuses_lists_of_different_lengths()
    {
        var error = Assert.Throws<ArgumentException>(() => GaussianPlot.Render("t", [Snapshot("start", 0) with { Discriminator = [0.5] }]));

        Assert.Contains("Series 'D(x)' has 81 positions and 1 values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Histogram_has_the_area_of_the_values_in_its_range()
    {
        var histogram = Histogram.Of([0.1f, 0.9f, 0.95f, 5f], 0, 1, 2);

        Assert.Equal([0.5, 1.0], histogram.Density);
        Assert.Equal([(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1), (1, 0)], histogram.Outline());
    }

    [Fact]
    public void Histogram_outline_leaves_out_empty_ends()
    {
        var histogram = Histogram.Of([1.5f], 0, 4, 4);

        Assert.Equal([(1, 0), (1, 1), (2, 1), (2, 0)], histogram.Outline());
    }

    private static GaussianSnapshot Snapshot(string title, float mean)
    {
        double[] x = [.. Enumerable.Range(0, 81).Select(i => i * 0.1)];
        float[] data = [.. Spread(4)], samples = [.. Spread(mean)];
        return new GaussianSnapshot(
            title, data, samples, x, [.. x.Select(_ => 0.5)], OptimalDiscriminator.Estimate(x, 4, 0.4, samples));
    }

    /// <summary>Evenly from 0.7 below the centre to 0.7 above: deviation 0.7 / √3.</summary>
    private static IEnumerable<float> Spread(float centre) => Enumerable.Range(0, 1001).Select(i => centre - 0.7f + (i * 0.0014f));
}
