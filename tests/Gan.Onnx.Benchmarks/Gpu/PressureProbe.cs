using System.Diagnostics;
using System.Net;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>
/// More requests than may wait: each gets its images, or 429 and when to come again. Then SIGTERM in the midst of requests: all that were
/// taken are answered, and the server ends by itself with exit code 0.
/// </summary>
internal static class PressureProbe
{
    private const int Crowd = 128;
    private const int Few = 4;

    /// <summary>Runs <c>pressure --server FILE --model DIR [--device D] [--seconds S]</c>.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (device, seconds) = (arguments.Text("device", "cuda"), arguments.Real("seconds", 1));
        await using var server = await ServerProcess.StartAsync(arguments, device, "--Batching:QueueImages=200");
        var crowd = await LoadAsync(server, Crowd, count: 100, seconds);
        var good = crowd.Count(answer => answer.Status == HttpStatusCode.OK);
        var turnedAway = crowd.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToArray();
        var others = crowd.Length - good - turnedAway.Length;
        Finding.Write(new
        {
            table = "pressure",
            device,
            answers = crowd.Length,
            good,
            turnedAway = turnedAway.Length,
            withRetryAfter = turnedAway.Count(answer => answer.HasRetryAfter),
            others,
            ok = good > 0 && turnedAway.Length > 0 && others == 0 && turnedAway.All(answer => answer.HasRetryAfter),
        });

        var load = LoadAsync(server, Few, count: 16, seconds: 2);
        await Task.Delay(TimeSpan.FromSeconds(0.3));
        var exitCode = await server.TerminateAsync();
        var last = await load;

        // Connections after the end are refused, and have no status.
        var answered = last.Where(answer => answer.Status != 0).ToArray();
        Finding.Write(new
        {
            table = "drain",
            device,
            answers = answered.Length,
            good = answered.Count(answer => answer.Status == HttpStatusCode.OK),
            exitCode,
            ok = exitCode == 0 && answered.Length > 0 && answered.All(answer => answer.Status == HttpStatusCode.OK),
        });
        return 0;
    }

    private static async Task<(HttpStatusCode Status, bool HasRetryAfter)[]> LoadAsync(
        ServerProcess server, int clients, int count, double seconds)
    {
        var clock = Stopwatch.StartNew();
        async Task<List<(HttpStatusCode, bool)>> ClientAsync()
        {
            var answers = new List<(HttpStatusCode, bool)>();
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var (status, _, hasRetryAfter) = await server.AskAsync($"/digits?count={count}");
                answers.Add((status, hasRetryAfter));
                if (status == 0)
                {
                    break;
                }
            }

            return answers;
        }

        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync)));
        return [.. all.SelectMany(answers => answers)];
    }
}
