namespace Gan.Onnx.Training.Plots;

/// <summary>A line of a chart. Values that are not finite interrupt it.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="X">Increasing positions.</param>
/// <param name="Y">One value for each position.</param>
/// <param name="Color">An SVG colour.</param>
/// <param name="Dash">SVG's dash pattern; null for a solid line.</param>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, string Color, string? Dash = null)
{
    /// <summary>The means of <paramref name="parts"/> stretches of the line with equally many points.</summary>
    public Series Averaged(int parts)
    {
        var stretches = Enumerable.Range(0, parts)
            .Select(part => (Start: (int)((long)X.Count * part / parts), End: (int)((long)X.Count * (part + 1) / parts)))
            .Where(stretch => stretch.End > stretch.Start)
            .ToArray();
        return this with
        {
            X = [.. stretches.Select(stretch => Mean(X, stretch.Start, stretch.End))],
            Y = [.. stretches.Select(stretch => Mean(Y, stretch.Start, stretch.End))],
        };
    }

    /// <summary>The line's pixels, one list for each part between interruptions.</summary>
    public IEnumerable<IReadOnlyList<(double X, double Y)>> Pixels(Axis x, Axis y)
    {
        if (X.Count != Y.Count)
        {
            throw new ArgumentException($"Series '{Name}' has {X.Count} positions and {Y.Count} values; give one value for each.");
        }

        var part = new List<(double X, double Y)>();
        for (var i = 0; i < X.Count; i++)
        {
            if (double.IsFinite(X[i]) && double.IsFinite(Y[i]))
            {
                part.Add((x.Map(X[i]), y.Map(Y[i])));
            }
            else if (part.Count > 0)
            {
                yield return Decimation.PerPixel(part);
                part = [];
            }
        }

        if (part.Count > 0)
        {
            yield return Decimation.PerPixel(part);
        }
    }

    private static double Mean(IReadOnlyList<double> values, int start, int end)
    {
        var sum = 0.0;
        for (var i = start; i < end; i++)
        {
            sum += values[i];
        }

        return sum / (end - start);
    }
}
