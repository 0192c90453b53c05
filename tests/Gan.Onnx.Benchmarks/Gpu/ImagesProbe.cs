using System.Net;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>The same seeds' images from servers on the device and on the CPU: no grey may differ by more than one level.</summary>
internal static class ImagesProbe
{
    private const int Seeds = 20;

    /// <summary>Runs <c>images --server FILE --model DIR [--device D]</c>.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var device = arguments.Text("device", "cuda");
        await using var expected = await ServerProcess.StartAsync(arguments, "cpu");
        await using var actual = await ServerProcess.StartAsync(arguments, device);
        var (largest, different, all) = (0, 0L, 0L);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (one, other) = (await GreysAsync(expected, seed), await GreysAsync(actual, seed));
            for (var i = 0; i < one.Length; i++)
            {
                var difference = Math.Abs(one[i] - other[i]);
                largest = Math.Max(largest, difference);
                different += difference > 0 ? 1 : 0;
            }

            all += one.Length;
        }

        Finding.Write(new
        {
            table = "images",
            device,
            greys = all,
            largestDifference = largest,
            differentPercent = 100.0 * different / all,
            ok = largest <= 1 && all > 0,
        });
        return 0;
    }

    /// <summary>A NumPy array as it comes: both have the same header.</summary>
    private static async Task<byte[]> GreysAsync(ServerProcess server, int seed)
    {
        var answer = await server.AskAsync($"/digits?count=100&seed={seed}&format=npy");
        return answer.Status == HttpStatusCode.OK
            ? answer.Body
            : throw new InvalidOperationException($"The server answered {answer.Status}:\n{server.Log}");
    }
}
