namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>Grid, ticks and labels around a plot area.</summary>
/// <param name="Area">Where the values are drawn; labels lie outside.</param>
/// <param name="X">The horizontal scale.</param>
/// <param name="Y">The vertical scale, from bottom to top.</param>
internal sealed record PlotFrame(Area Area, Axis X, Axis Y)
{
    private const int PixelsPerXTick = 70;
    private const int PixelsPerYTick = 55;

    /// <summary>The range of a probability, with room for lines at 0 and 1.</summary>
    public static readonly AxisRange Probability = new(-0.03, 1.03, 0.25);

    /// <summary>A frame over ranges of values.</summary>
    public static PlotFrame Over(Area area, AxisRange x, AxisRange y) =>
        new(area, new Axis(x, area.X, area.Right), new Axis(y, area.Bottom, area.Y));

    /// <summary>About how many ticks fit on a horizontal axis.</summary>
    public static int XTicks(double width) => (int)(width / PixelsPerXTick);

    /// <summary>About how many ticks fit on a vertical axis.</summary>
    public static int YTicks(double height) => (int)(height / PixelsPerYTick);

    /// <summary>Draws the frame; an empty label is left out.</summary>
    public void Draw(SvgDrawing svg, string xLabel, string yLabel)
    {
        foreach (var (value, label) in Y.Ticks())
        {
            var y = Y.Map(value);
            svg.Line(Area.X, y, Area.Right, y, new Stroke(PlotStyle.Grid));
            svg.Text(Area.X - 8, y + 4, label, PlotStyle.TickSize, Anchor.End, PlotStyle.Faint);
        }

        foreach (var (value, label) in X.Ticks())
        {
            var x = X.Map(value);
            svg.Line(x, Area.Y, x, Area.Bottom, new Stroke(PlotStyle.Grid));
            svg.Line(x, Area.Bottom, x, Area.Bottom + 4, new Stroke(PlotStyle.Frame));
            svg.Text(x, Area.Bottom + 18, label, PlotStyle.TickSize, Anchor.Middle, PlotStyle.Faint);
        }

        svg.Line(Area.X, Area.Bottom, Area.Right, Area.Bottom, new Stroke(PlotStyle.Frame));
        if (xLabel.Length > 0)
        {
            svg.Text(Area.X + (Area.Width / 2), Area.Bottom + 38, xLabel, PlotStyle.LabelSize, Anchor.Middle);
        }

        if (yLabel.Length > 0)
        {
            svg.Text(Area.X - 50, Area.Y + (Area.Height / 2), yLabel, PlotStyle.LabelSize, Anchor.Middle, turn: -90);
        }
    }

    /// <summary>Draws a line, cut off at the plot area.</summary>
    public void Draw(SvgDrawing svg, Series series, Stroke stroke) => svg.Clipped(Area, () =>
    {
        foreach (var part in series.Pixels(X, Y))
        {
            svg.Polyline(part, stroke);
        }
    });
}
