using System.Globalization;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>
/// The one-dimensional demonstration after Goodfellow et al. 2014, figure 1: for each moment the histograms of data and samples,
/// and below them the discriminator with the optimum it should reach.
/// </summary>
public static class GaussianPlot
{
    private const double ColumnWidth = 350;
    private const double Left = 70;
    private const double Right = 20;
    private const double PlotWidth = ColumnWidth - 40;
    private const double Header = 84;
    private const double PlotHeight = 200;
    private const double LowerTop = Header + 46 + PlotHeight + 30;
    private const double Height = LowerTop + PlotHeight + 58;
    private const int Bins = 80;

    /// <summary>Heights above this multiple of the data's own peak are cut off: a generator starts as a spike.</summary>
    private const double TallestSpike = 2.5;

    private static readonly Stroke DataStroke = new(PlotStyle.Blue, 1.5);
    private static readonly Stroke SampleStroke = new(PlotStyle.Vermilion, 1.5);
    private static readonly Stroke DiscriminatorStroke = new(PlotStyle.Green, 2.4);
    private static readonly Stroke OptimumStroke = new(PlotStyle.Ink, 1.6, "6 4");

    /// <summary>Draws the moments side by side over the same axes, as an SVG document.</summary>
    /// <param name="title">The run.</param>
    /// <param name="snapshots">The moments in order; at least one.</param>
    public static string Render(string title, IReadOnlyList<GaussianSnapshot> snapshots)
    {
        var width = Left + (snapshots.Count * ColumnWidth) - (ColumnWidth - PlotWidth) + Right;
        using var svg = new SvgDrawing(width, Height, title);
        svg.Text(Left, 30, title, PlotStyle.TitleSize, bold: true);
        Legend.DrawStartingAt(
            svg,
            Left,
            58,
            new LegendEntry("data", DataStroke, Filled: true),
            new LegendEntry("samples", SampleStroke, Filled: true),
            new LegendEntry("D(x), discriminator", DiscriminatorStroke),
            new LegendEntry("D*(x) = p_data / (p_data + p_model), optimum", OptimumStroke));

        var x = AxisRange.Covering(
            snapshots.SelectMany(snapshot => snapshot.Data.Concat(snapshot.Samples)).Select(value => (double)value),
            PlotFrame.XTicks(PlotWidth)).Padded();
        var density = Densities(snapshots, x);
        for (var i = 0; i < snapshots.Count; i++)
        {
            var left = Left + (i * ColumnWidth);
            DrawDensities(svg, snapshots[i], PlotFrame.Over(new Area(left, Header + 46, PlotWidth, PlotHeight), x, density), first: i == 0);
            DrawDiscriminator(
                svg,
                snapshots[i],
                PlotFrame.Over(new Area(left, LowerTop, PlotWidth, PlotHeight), x, PlotFrame.Probability),
                first: i == 0);
        }

        return svg.Finish();
    }

    private static AxisRange Densities(IReadOnlyList<GaussianSnapshot> snapshots, AxisRange x)
    {
        var data = snapshots.Max(snapshot => Histogram.Of(snapshot.Data, x.Min, x.Max, Bins).Density.Max());
        var samples = snapshots.Max(snapshot => Histogram.Of(snapshot.Samples, x.Min, x.Max, Bins).Density.Max());
        return AxisRange.Covering([0, Math.Max(data, Math.Min(samples, data * TallestSpike))], PlotFrame.YTicks(PlotHeight)).Widened();
    }

    private static void DrawDensities(SvgDrawing svg, GaussianSnapshot snapshot, PlotFrame frame, bool first)
    {
        svg.Text(frame.Area.X, frame.Area.Y - 28, snapshot.Title, PlotStyle.PanelTitleSize, bold: true);
        svg.Text(
            frame.Area.X,
            frame.Area.Y - 10,
            $"data {Moments(snapshot.Data)}, samples {Moments(snapshot.Samples)}",
            PlotStyle.TickSize,
            color: PlotStyle.Faint);
        frame.Draw(svg, "", first ? "density (per unit of x)" : "");
        Fill(svg, snapshot.Data, frame, DataStroke);
        var peak = Fill(svg, snapshot.Samples, frame, SampleStroke);
        if (peak > frame.Y.Range.Max)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"samples peak at {peak:0.0}");
            svg.Text(frame.Area.Right - 6, frame.Area.Y + 16, text, PlotStyle.TickSize, Anchor.End, PlotStyle.Vermilion);
        }
    }

    private static double Fill(SvgDrawing svg, IReadOnlyList<float> values, PlotFrame frame, Stroke stroke)
    {
        var histogram = Histogram.Of(values, frame.X.Range.Min, frame.X.Range.Max, Bins);
        svg.Clipped(frame.Area, () => svg.Polyline(
            histogram.Outline().Select(point => (frame.X.Map(point.X), frame.Y.Map(point.Density))),
            stroke,
            stroke.Color,
            PlotStyle.FillOpacity));
        return histogram.Density.Max();
    }

    private static void DrawDiscriminator(SvgDrawing svg, GaussianSnapshot snapshot, PlotFrame frame, bool first)
    {
        frame.Draw(svg, "x", first ? "probability of “data”" : "");
        svg.Line(frame.Area.X, frame.Y.Map(0.5), frame.Area.Right, frame.Y.Map(0.5), new Stroke(PlotStyle.Faint, 1, "2 4"));
        frame.Draw(svg, new Series("D(x)", snapshot.X, snapshot.Discriminator), DiscriminatorStroke);
        frame.Draw(svg, new Series("D*(x)", snapshot.X, snapshot.Optimum), OptimumStroke);
    }

    /// <summary>Mean and standard deviation.</summary>
    private static string Moments(IReadOnlyList<float> values)
    {
        var mean = values.Average(value => (double)value);
        var std = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ± {std:0.00}").Replace('-', '−');
    }
}
