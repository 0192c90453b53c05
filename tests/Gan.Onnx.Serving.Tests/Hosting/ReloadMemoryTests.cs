using System.Globalization;
using Gan.Onnx.Serving.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Runs when no other test does, whose memory would count too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

/// <summary>A version that is replaced gives back all that it took.</summary>
[Collection(AloneInTheProcess.Name)]
public class ReloadMemoryTests(ITestOutputHelper output)
{
    private const int First = 100;
    private const int Last = 300;

    // Far below what 200 versions take that are kept: each has a session, a thread, and memory for its batches.
    private const long HeapTolerance = 1024 * 1024;
    private const long PrivateTolerance = 24 * 1024 * 1024;

    [Fact]
    public async Task Three_hundred_reloads_take_no_more_memory_than_one_hundred()
    {
        var others = Workers();
        using var folder = new SwapFolder();
        await using var server = new TestServer(
            ("Model:Path", folder.Path), ("Models:PollSeconds", "0"), ("Threads", "1"), ("Batching:LargestBatch", "8"));
        using var client = server.CreateClient();
        var catalog = server.Services.GetRequiredService<ModelCatalog>();

        await ReloadAsync(1, First);
        var (heap, own) = await SettledAsync(others + 1);
        await ReloadAsync(First + 1, Last);
        var found = await Eventually.IsAsync(
            async () =>
            {
                var (heapNow, ownNow) = await SettledAsync(others + 1);
                return (Heap: heapNow - heap, Private: ownNow - own);
            },
            growth => growth is { Heap: < HeapTolerance, Private: < PrivateTolerance });
        output.WriteLine(
            $"after {First}: heap {heap >> 10} KB, private {own >> 10} KB; "
            + $"after {Last}: {found.Heap >> 10:+0;-0} KB, {found.Private >> 10:+0;-0} KB");

        async Task ReloadAsync(int from, int to)
        {
            for (var i = from; i <= to; i++)
            {
                folder.Put(good: i % 2 == 0);
                catalog.Reload(changedOnly: false);
                // The new version is in use, and so is the old one until it has answered.
                (await client.GetAsync("/digits?count=1")).Dispose();
            }

            Assert.True(catalog.TryFind(null, out var entry));
            Assert.Equal((folder.GoodVersion, null), (ModelVersion(entry), entry.Refusal));
        }
    }

    /// <summary>
    /// Bytes of the heap, and of the process's memory that it shares with no other, once all replaced versions have ended their threads.
    /// </summary>
    private static async Task<(long Heap, long Private)> SettledAsync(int workers)
    {
        await Eventually.IsAsync(() => Task.FromResult(Workers()), found => found == workers);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var own = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        var kilobytes = long.Parse(own.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return (GC.GetTotalMemory(forceFullCollection: true), 1024 * kilobytes);
    }

    /// <summary>Threads that make images.</summary>
    private static int Workers() => Directory.EnumerateDirectories("/proc/self/task").Count(thread =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("batches of", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended since.
            return false;
        }
    });

    private static string ModelVersion(CatalogEntry entry)
    {
        var model = entry.Hold();
        var version = model.Version;
        model.Release();
        return version;
    }
}
