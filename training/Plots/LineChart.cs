namespace Gan.Onnx.Training.Plots;

/// <summary>Line plots below one another over the same horizontal axis, as an SVG document.</summary>
internal static class LineChart
{
    private const double Width = 880;
    private const double Left = 74;
    private const double Right = 24;
    private const double Header = 44;
    private const double PlotHeight = 230;
    private const double PanelHeight = PlotHeight + 78;
    private const double NoiseOpacity = 0.22;
    private const double LineWidth = 1.8;
    private const double PixelsPerMean = 4;

    /// <summary>Draws the panels; all share the range of the positions.</summary>
    public static string Render(string title, string xLabel, IReadOnlyList<LinePanel> panels)
    {
        using var svg = new SvgDrawing(Width, Header + (panels.Count * PanelHeight), title);
        svg.Text(Left, 30, title, PlotStyle.TitleSize, bold: true);
        var x = AxisRange.Covering(
            panels.SelectMany(panel => panel.Series).SelectMany(series => series.X), PlotFrame.XTicks(Width - Left - Right));
        for (var i = 0; i < panels.Count; i++)
        {
            var top = Header + (i * PanelHeight);
            Draw(svg, panels[i], new Area(Left, top + 28, Width - Left - Right, PlotHeight), x, xLabel);
        }

        return svg.Finish();
    }

    private static void Draw(SvgDrawing svg, LinePanel panel, Area area, AxisRange x, string xLabel)
    {
        var y = panel.YRange ?? AxisRange.Covering(
            panel.Series.SelectMany(series => series.Y).Concat(panel.FromZero ? [0] : []), PlotFrame.YTicks(area.Height)).Widened();
        var frame = PlotFrame.Over(area, x, y);
        svg.Text(area.X, area.Y - 12, panel.Title, PlotStyle.PanelTitleSize, bold: true);
        Legend.DrawEndingAt(svg, area.Right, area.Y - 12, [.. panel.Series.Select(series => new LegendEntry(series.Name, new Stroke(series.Color, 2.5, series.Dash)))]);
        frame.Draw(svg, xLabel, panel.YLabel);
        if (panel.Reference is { } value)
        {
            svg.Line(area.X, frame.Y.Map(value), area.Right, frame.Y.Map(value), new Stroke(PlotStyle.Faint, 1, "2 4"));
        }

        // Noise of thousands of steps would hide one line behind the other: it stays as a pale ribbon, the mean is the line.
        var crowded = panel.Series.Where(series => series.X.Count > area.Width).ToArray();
        foreach (var series in crowded)
        {
            frame.Draw(svg, series, new Stroke(series.Color, 1, Opacity: NoiseOpacity));
        }

        foreach (var series in panel.Series)
        {
            var line = crowded.Contains(series) ? series.Averaged((int)(area.Width / PixelsPerMean)) : series;
            frame.Draw(svg, line, new Stroke(series.Color, LineWidth, series.Dash));
        }
    }
}
