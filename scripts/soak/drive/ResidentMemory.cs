using System.Globalization;

/// <summary>A process's resident memory over time, and whether it stays where it is.</summary>
/// <param name="pid">The process.</param>
internal sealed class ResidentMemory(string pid)
{
    // The second quarter is when everything has run often enough to have its memory; what the last one has beyond it is a leak,
    // but for pages that allocators and the garbage collector happen to hold at the moment.
    private const double RelativeTolerance = 0.05;
    private const double AbsoluteToleranceMegabytes = 4;
    private const string Field = "VmRSS:";

    private readonly List<(double Seconds, double Megabytes)> _samples = [];

    /// <summary>Takes a sample.</summary>
    /// <param name="seconds">Since the run began to count.</param>
    /// <exception cref="IOException">The process is gone.</exception>
    public void Sample(double seconds)
    {
        var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))
            ?? throw new SoakException($"/proc/{pid}/status has no {Field} the server is gone");
        var kilobytes = double.Parse(line[Field.Length..^" kB".Length], CultureInfo.InvariantCulture);
        _samples.Add((seconds, kilobytes / 1024));
    }

    /// <summary>Whether the median of the last quarter is near that of the second, and the numbers in words.</summary>
    /// <param name="duration">Of the whole run, in seconds.</param>
    public (bool Flat, string Text) Verdict(double duration)
    {
        var quarters = Enumerable.Range(0, 4).Select(quarter => Median(quarter, duration)).ToArray();
        var allowed = (quarters[1] * (1 + RelativeTolerance)) + AbsoluteToleranceMegabytes;
        var most = _samples.Select(sample => sample.Megabytes).DefaultIfEmpty(double.NaN).Max();
        var medians = string.Join(", ", quarters.Select(value => double.IsNaN(value) ? "?" : $"{value:F1}"));
        var text = $"resident memory, median of each quarter: {medians} MB, most {most:F1} MB; the last may be {allowed:F1} MB "
            + $"(second + {100 * RelativeTolerance} % + {AbsoluteToleranceMegabytes} MB)";
        return (quarters[3] <= allowed, text);
    }

    // NaN where there is no sample: nothing is at most that.
    private double Median(int quarter, double duration)
    {
        var values = _samples.Where(sample => (int)(4 * sample.Seconds / duration) == quarter).Select(sample => sample.Megabytes);
        var sorted = values.Order().ToArray();
        return sorted.Length > 0 ? sorted[sorted.Length / 2] : double.NaN;
    }
}
