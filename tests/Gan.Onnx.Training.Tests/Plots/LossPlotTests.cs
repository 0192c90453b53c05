using System.Globalization;
using Gan.Onnx.Training.Plots;

namespace Gan.Onnx.Training.Tests.Plots;

public sealed class LossPlotTests
{
    private const string Blue = "#0072b2";
    private const string Vermilion = "#d55e00";

    [Fact]
    public void Draws_every_point_of_four_lines()
    {
        var svg = new SvgReader(Render(100));

        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.RootName.ToString());
        Assert.Equal([100, 100], svg.Points(Blue));
        Assert.Equal([100, 100], svg.Points(Vermilion));
    }

    [Fact]
    public void Names_lines_axes_and_units()
    {
        var texts = new SvgReader(Render(10)).Texts.ToList();

        string[] expected = ["mlp", "epoch", "mean loss (nats)", "discriminator", "generator", "D(x), real", "D(G(z)), generated"];
        Assert.All(expected, text => Assert.Contains(text, texts));
    }

    [Fact]
    public void Escapes_what_users_write()
    {
        var svg = new SvgReader(Render(3, title: "a<b> & \"c\" \0 \ud800"));

        Assert.Contains("a<b> & \"c\" \ufffd \ufffd", svg.Texts);
    }

    [Fact]
    public void Marks_the_points_of_a_short_run()
    {
        Assert.Equal(4, new SvgReader(Render(1)).Count("circle"));
        Assert.Equal(0, new SvgReader(Render(100)).Count("circle"));
    }

    [Fact]
    public void Leaves_a_gap_at_a_value_that_is_not_finite()
    {
        double[] x = [1, 2, 3, 4, 5], broken = [1, 1, double.NaN, 1, 1], whole = [1, 1, 1, 1, 1];

        var svg = new SvgReader(LossPlot.Render("t", "epoch", x, broken, whole, whole, whole));

        Assert.Equal([2, 2, 5], svg.Points(Blue));
    }

    [Fact]
    public void Shows_a_long_run_as_means_over_its_noise()
    {
        var document = Render(100_000);
        var svg = new SvgReader(document);

        // Means of about four pixels' width, and at most four points for each pixel of noise.
        Assert.Equal(4, svg.Points(Blue).Count());
        Assert.InRange(svg.Points(Blue).Min(), 190, 200);
        Assert.InRange(svg.Points(Blue).Max(), 782, 4 * 783);
        Assert.InRange(document.Length, 0, 400_000);
    }

    [Fact]
    public void Draws_an_empty_run_and_does_not_depend_on_the_culture()
    {
        var empty = LossPlot.Render("t", "epoch", [], [], [], [], []);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = Render(20);
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            Assert.Equal(expected, Render(20));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(0, new SvgReader(empty).Count("polyline"));
    }

    [Fact]
    public void Refuses_lists_of_different_lengths()
    {
        var error = Assert.Throws<ArgumentException>(() => LossPlot.Render("t", "epoch", [1, 2], [1, 2], [1], [0, 0], [0, 0]));

        Assert.Contains("Series 'generator' has 2 positions and 1 values", error.Message, StringComparison.Ordinal);
    }

    private static string Render(int count, string title = "mlp")
    {
        double[] x = [.. Enumerable.Range(1, count)];
        return LossPlot.Render(
            title,
            "epoch",
            x,
            [.. x.Select(i => 1.2 + (0.1 * Math.Sin(i)))],
            [.. x.Select(i => 0.8 + (0.2 * Math.Sin(i * 1.7)))],
            [.. x.Select(i => 0.6 + (0.1 * Math.Sin(i * 2.3)))],
            [.. x.Select(i => 0.4 + (0.1 * Math.Sin(i * 2.9)))]);
    }
}
