namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>A line of a chart. Values that are not finite interrupt it.</summary>
/// <param name="Name">What it shows, for messages.</param>
/// <param name="X">Increasing positions.</param>
/// <param name="Y">One value for each position.</param>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
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
                yield return part;
                part = [];
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
