using System.Globalization;

namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>A linear scale: the range's ends lie on pixels <paramref name="From"/> and <paramref name="To"/>.</summary>
internal readonly record struct Axis(AxisRange Range, double From, double To)
{
    private const int MostDecimals = 6;

    /// <summary>The pixel of a value.</summary>
    public double Map(double value) => From + ((value - Range.Min) / (Range.Max - Range.Min) * (To - From));

    /// <summary>The round values within the range, with their labels.</summary>
    public IEnumerable<(double Value, string Label)> Ticks()
    {
        var decimals = Decimals(Range.Step);
        for (var i = Math.Ceiling((Range.Min / Range.Step) - 1e-9); i * Range.Step <= Range.Max + (Range.Step * 1e-9); i++)
        {
            // Adding zero turns −0 into 0.
            var value = (i * Range.Step) + 0.0;
            yield return (value, Label(value, decimals));
        }
    }

    private static string Label(double value, int decimals)
    {
        var format = Math.Abs(value) >= 1e9 || decimals > MostDecimals ? "0.###e0" : $"N{decimals}";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>The decimals that tell multiples of the step apart; one more than <see cref="MostDecimals"/> if those do not.</summary>
    private static int Decimals(double step)
    {
        var decimals = 0;
        while (decimals <= MostDecimals && Math.Abs((step * Math.Pow(10, decimals)) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6)
        {
            decimals++;
        }

        return decimals;
    }
}
