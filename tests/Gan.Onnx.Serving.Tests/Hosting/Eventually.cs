using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Waits for what a server tells when asked and announces nowhere, by asking again and again.</summary>
internal static partial class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is as it should be.</summary>
    public static async Task<T> IsAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await ask();
            if (isRight(found))
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"After {Patience.TotalSeconds:0} s it still is {found}.");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>The sum over all labels of a metric, from a server in a process of its own.</summary>
    public static async Task<double> SumAsync(HttpClient client, string metric)
    {
        var metrics = await client.GetStringAsync("/metrics");
        var samples = metrics.Split('\n').Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal)).ToArray();
        Assert.True(samples.Length > 0, $"There is no {metric} in {metrics}");
        return samples.Sum(sample => double.Parse(Value().Match(sample).Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until a model's description is as it should be.</summary>
    public static Task<JsonElement> HasModelAsync(HttpClient client, string name, Func<JsonElement, bool> isRight) => IsAsync(
        async () => JsonDocument.Parse(await client.GetStringAsync("/models")).RootElement.GetProperty("models").EnumerateArray()
            .FirstOrDefault(model => model.GetProperty("name").GetString() == name),
        model => model.ValueKind == JsonValueKind.Object && isRight(model));

    // A sample may end in a time: name{labels} value time.
    [GeneratedRegex(@"(?<=\} )\S+")]
    private static partial Regex Value();
}
