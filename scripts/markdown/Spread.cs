using System.Globalization;

/// <summary>What several rounds measured, in one cell of a table.</summary>
internal static class Spread
{
    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>A number with so many decimals.</summary>
    public static string Fixed(this double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    /// <summary>Median and range, such as <c>1.08 (1.01–1.15)</c>.</summary>
    public static string InWords(this IReadOnlyCollection<double> values, int digits) =>
        $"{values.Median().Fixed(digits)} ({values.Min().Fixed(digits)}–{values.Max().Fixed(digits)})";
}
