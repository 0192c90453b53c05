using System.Diagnostics;

namespace Gan.Onnx.Benchmarks;

/// <summary>Measures candidates in turn, round by round, so that whatever else the machine does hits all of them alike.</summary>
internal static class Alternation
{
    private const int Rounds = 400;

    // Long enough for the just-in-time compiler to replace its first, slow code.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>The median time of each candidate.</summary>
    public static double[] MedianMilliseconds(Action[] candidates)
    {
        double[][] times = [.. candidates.Select(_ => new double[Rounds])];
        for (var warmUp = Stopwatch.StartNew(); warmUp.Elapsed < WarmUp;)
        {
            Array.ForEach(candidates, candidate => candidate());
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < candidates.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                candidates[i]();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        return [.. times.Select(series => series.Order().ElementAt(Rounds / 2))];
    }
}
