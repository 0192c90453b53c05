using System.Diagnostics;

namespace Gan.Onnx.Benchmarks;

/// <summary>How long an action takes when it is repeated.</summary>
internal static class Timing
{
    private const double WarmUpSeconds = 1;

    /// <summary>The median time of one call.</summary>
    /// <param name="action">What is timed.</param>
    /// <param name="seconds">
    /// How long it is repeated, after a warm-up of a quarter of that, a second at most. At least one call is timed.
    /// </param>
    public static double MedianMilliseconds(Action action, double seconds) => Measure(action, seconds).Median;

    /// <summary>
    /// The same, and the processor time that all threads took for a call, in the mean: what a busy machine changes least.
    /// </summary>
    public static (double Median, double Processor) Measure(Action action, double seconds)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            action();
        }
        while (clock.Elapsed.TotalSeconds < Math.Min(WarmUpSeconds, seconds / 4));

        var times = new List<double>();
        var processor = Environment.CpuUsage.TotalTime;
        clock.Restart();
        do
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (clock.Elapsed.TotalSeconds < seconds);

        return (Median(times), (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / times.Count);
    }

    /// <summary>The middle one of some numbers.</summary>
    public static double Median(IReadOnlyCollection<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
}
