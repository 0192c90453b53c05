using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>The values an axis shows, and the distance of its ticks.</summary>
internal readonly record struct AxisRange(double Min, double Max, double Step)
{
    private const double Padding = 0.04;

    /// <summary>
    /// The range of the finite values, with about as many ticks as asked for. A single value gets room on both sides, no value at all
    /// gives 0 to 1; where all values are whole, so are the ticks.
    /// </summary>
    public static AxisRange Covering(IEnumerable<double> values, int ticks)
    {
        var (min, max, whole) = (double.PositiveInfinity, double.NegativeInfinity, true);
        foreach (var value in values.Where(double.IsFinite))
        {
            (min, max, whole) = (Math.Min(min, value), Math.Max(max, value), whole && double.IsInteger(value));
        }

        if (min > max)
        {
            return new AxisRange(0, 1, NiceStep(1, ticks));
        }

        if (max - min <= Math.Abs(max) * 1e-9)
        {
            var room = Math.Max(0.5, Math.Abs(min) * 0.1);
            (min, max) = (min - room, max + room);
        }

        var step = NiceStep(max - min, ticks);
        return new AxisRange(min, max, whole ? Math.Max(step, 1) : step);
    }

    /// <summary>The range widened to whole ticks.</summary>
    public AxisRange Widened() => this with
    {
        Min = Math.Floor((Min / Step) + 1e-9) * Step,
        Max = Math.Ceiling((Max / Step) - 1e-9) * Step,
    };

    /// <summary>The range with a little room on both sides, so that nothing touches the frame.</summary>
    public AxisRange Padded() => this with { Min = Min - ((Max - Min) * Padding), Max = Max + ((Max - Min) * Padding) };

    /// <summary>1, 2, 2.5 or 5 times a power of ten.</summary>
    private static double NiceStep(double length, int ticks)
    {
        var rough = length / ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            < 1.5 => power,
            < 2.25 => 2 * power,
            < 3.5 => 2.5 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
    }
}
