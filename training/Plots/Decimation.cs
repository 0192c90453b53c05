namespace Gan.Onnx.Training.Plots;

/// <summary>Leaves out points that make no difference to the picture.</summary>
internal static class Decimation
{
    /// <summary>
    /// Of the points in each column of pixels, the first, lowest, highest and last, which draw the same line
    /// (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", 2014).
    /// </summary>
    public static IReadOnlyList<(double X, double Y)> PerPixel(IReadOnlyList<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>();
        for (var start = 0; start < points.Count;)
        {
            var (end, low, high) = (start + 1, start, start);
            for (; end < points.Count && Math.Floor(points[end].X) == Math.Floor(points[start].X); end++)
            {
                low = points[end].Y < points[low].Y ? end : low;
                high = points[end].Y > points[high].Y ? end : high;
            }

            int[] column = [start, Math.Min(low, high), Math.Max(low, high), end - 1];
            kept.AddRange(column.Distinct().Select(i => points[i]));
            start = end;
        }

        return kept;
    }
}
