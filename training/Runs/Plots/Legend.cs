namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>An entry of a legend: a piece of line, or a filled box if <paramref name="Filled"/>.</summary>
internal readonly record struct LegendEntry(string Name, Stroke Stroke, bool Filled = false);

/// <summary>A row of entries above the plot area, where no line can run through them.</summary>
internal static class Legend
{
    private const double SampleWidth = 26;
    private const double Gap = 8;
    private const double BetweenEntries = 18;

    /// <summary>Draws the row from <paramref name="left"/>; <paramref name="y"/> is the text's base line.</summary>
    public static void DrawStartingAt(SvgDrawing svg, double left, double y, params IReadOnlyList<LegendEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Filled)
            {
                svg.Rectangle(new Area(left, y - 10, SampleWidth, 12), entry.Stroke.Color, PlotStyle.FillOpacity);
                svg.Line(left, y - 10, left + SampleWidth, y - 10, entry.Stroke);
            }
            else
            {
                svg.Line(left, y - 4, left + SampleWidth, y - 4, entry.Stroke);
            }

            svg.Text(left + SampleWidth + Gap, y, entry.Name, PlotStyle.LabelSize);
            left += Width(entry);
        }
    }

    private static double Width(LegendEntry entry) =>
        SampleWidth + Gap + PlotStyle.TextWidth(entry.Name, PlotStyle.LabelSize) + BetweenEntries;
}
