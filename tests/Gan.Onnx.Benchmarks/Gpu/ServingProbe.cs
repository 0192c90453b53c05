using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>Images a second and latency of the server: one client for latency, many for speed, grids of 1, 16 and 100 images.</summary>
internal static class ServingProbe
{
    private const int ManyClients = 16;

    /// <summary>Runs <c>serving --server FILE --model DIR [--device D] [--threads T] [--seconds S]</c>.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (device, seconds) = (arguments.Text("device", "cuda"), arguments.Real("seconds", 1));
        string[] settings = arguments.Optional("threads") is { } threads ? [$"--Threads={threads}"] : [];
        await using var server = await ServerProcess.StartAsync(arguments, device, settings);
        await LoadAsync(server, count: 16, clients: 4, seconds);
        foreach (var count in new[] { 1, 16, 100 })
        {
            foreach (var clients in new[] { 1, ManyClients })
            {
                var (times, failures, elapsed) = await LoadAsync(server, count, clients, seconds);
                Finding.Write(new
                {
                    table = "serving",
                    device,
                    threads = arguments.Optional("threads") ?? "default",
                    count,
                    clients,
                    imagesPerSecond = count * times.Length / elapsed,
                    medianMs = times.Length > 0 ? Timing.Median(times) : double.NaN,
                    slowestHundredthMs = times.Length > 0 ? times.Order().ElementAt(times.Length * 99 / 100) : double.NaN,
                    requests = times.Length,
                    ok = failures == 0 && times.Length > 0,
                });
            }
        }

        return 0;
    }

    /// <summary>Clients that each ask again as soon as they have an answer.</summary>
    /// <returns>Milliseconds of the good answers, how many others there were, and the seconds that it took.</returns>
    private static async Task<(double[] Times, int Failures, double Seconds)> LoadAsync(
        ServerProcess server, int count, int clients, double seconds)
    {
        var times = new ConcurrentBag<double>();
        var failures = 0;
        var clock = Stopwatch.StartNew();
        async Task ClientAsync()
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = await server.AskAsync($"/digits?count={count}");
                if (answer.Status == HttpStatusCode.OK)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                else
                {
                    Interlocked.Increment(ref failures);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync)));
        return ([.. times], failures, clock.Elapsed.TotalSeconds);
    }
}
