using System.Diagnostics;

namespace Gan.Onnx.Benchmarks;

/// <summary>Measures candidates in turn, round by round, so that whatever else the machine does hits all of them alike.</summary>
internal static class Alternation
{
    private const int Rounds = 400;
    private const int FewestRounds = 20;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    // Long enough for the just-in-time compiler to replace its first, slow code.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>The median time of each candidate.</summary>
    public static double[] MedianMilliseconds(Action[] candidates)
    {
        List<double>[] times = [.. candidates.Select(_ => new List<double>())];
        for (var warmUp = Stopwatch.StartNew(); warmUp.Elapsed < WarmUp;)
        {
            Array.ForEach(candidates, candidate => candidate());
        }

        var clock = Stopwatch.StartNew();
        while (times[0].Count < FewestRounds || (times[0].Count < Rounds && clock.Elapsed < Enough))
        {
            for (var i = 0; i < candidates.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                candidates[i]();
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return [.. times.Select(series => series.Order().ElementAt(series.Count / 2))];
    }
}
