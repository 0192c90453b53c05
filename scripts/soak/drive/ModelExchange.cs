using System.Diagnostics;

/// <summary>Exchanges the model that a server watches for another one and back, and expects every answer to be of one of the two.</summary>
/// <param name="address">Of the server.</param>
/// <param name="pid">The server's process.</param>
/// <param name="served">The folder that the server watches.</param>
/// <param name="other">The folder of the other model.</param>
internal sealed class ModelExchange(string address, string pid, string served, string other)
{
    private const string Probe = "/digits?count=4&seed=7";
    private static readonly string[] Files = ["generator.onnx", "manifest.json"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes the exchanges; every second time the server is told by SIGHUP instead of finding out itself.</summary>
    /// <param name="reloads">How many exchanges, from 2.</param>
    /// <param name="seconds">Over which they are spread.</param>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="SoakException">An answer is not what it should be.</exception>
    public async Task<string> Run(int reloads, double seconds)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
        var first = Directory.CreateTempSubdirectory("gan-onnx-soak-").FullName;
        try
        {
            Install(served, first);
            var before = await Ask(client);
            var pictures = new Dictionary<string, string> { [before.Version] = before.Picture };
            List<double> times = [];
            for (var reload = 1; reload <= reloads; reload++)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, (seconds / (reloads + 1)) - times.LastOrDefault())));
                Install(reload % 2 == 1 ? other : first, served);
                if (reload % 2 == 0)
                {
                    Signal();
                }

                var (after, time) = await WaitForOther(client, before.Version);
                times.Add(time);
                if (pictures.TryGetValue(after.Version, out var known) && known != after.Picture)
                {
                    throw new SoakException($"version {after.Version} answers {Probe} otherwise than before");
                }

                pictures[after.Version] = after.Picture;
                before = after;
            }

            var versions = string.Join(" and ", pictures.Keys);
            return pictures.Count != 2 ? throw new SoakException($"expected two versions in turn, found {versions}")
                : pictures.Values.Distinct().Count() != 2 ? throw new SoakException($"both versions answer {Probe} with the same image")
                : $"{reloads} reloads between versions {versions}, served after {times.Min():F2}–{times.Max():F2} s";
        }
        finally
        {
            Directory.Delete(first, recursive: true);
        }
    }

    // The names appear at once with all their content, as the server is promised.
    private static void Install(string source, string target)
    {
        foreach (var file in Files)
        {
            File.Copy(Path.Combine(source, file), Path.Combine(target, $"{file}.tmp"), overwrite: true);
        }

        foreach (var file in Files)
        {
            File.Move(Path.Combine(target, $"{file}.tmp"), Path.Combine(target, file), overwrite: true);
        }
    }

    private static async Task<(string Version, string Picture)> Ask(HttpClient client)
    {
        using var response = await client.GetAsync(Probe);
        var version = response.Headers.TryGetValues("X-Model-Version", out var values) ? values.First() : null;
        var status = (int)response.StatusCode;
        return status == 200 && version is not null
            ? (version, Convert.ToBase64String(await response.Content.ReadAsByteArrayAsync()))
            : throw new SoakException($"{Probe}: expected 200 with X-Model-Version, found {status} with {version ?? "none"}");
    }

    private static async Task<((string Version, string Picture) Found, double Seconds)> WaitForOther(HttpClient client, string version)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; await Task.Delay(Pause))
        {
            var found = await Ask(client);
            if (found.Version != version)
            {
                return (found, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        throw new SoakException($"the model was exchanged, but X-Model-Version is still {version} after {Patience.TotalSeconds} s");
    }

    private void Signal()
    {
        using var kill = Process.Start("kill", ["-HUP", pid]);
        kill.WaitForExit();
    }
}
