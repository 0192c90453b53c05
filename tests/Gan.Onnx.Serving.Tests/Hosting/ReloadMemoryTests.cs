using System.Globalization;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>A version that is replaced gives back all that it took.</summary>
public class ReloadMemoryTests(ITestOutputHelper output)
{
    private const string Admin = "the-key-of-the-administrator";
    private const int First = 100;
    private const int Last = 300;

    // Far below what 200 versions take that are kept: each has a session, a thread, and memory for its batches.
    private const long HeapTolerance = 1024 * 1024;
    private const long PrivateTolerance = 24 * 1024 * 1024;

    [Fact]
    public async Task Three_hundred_reloads_take_no_more_memory_than_one_hundred()
    {
        using var folder = new SwapFolder();
        // A process of its own: the memory of other tests would count too, and each reload's collection of garbage go through it.
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path, null, "--Models:PollSeconds=0", "--Threads=1", "--Batching:LargestBatch=8", $"--Access:AdminKey={Admin}");
        using var process = server;
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("X-Api-Key", Admin);
        var reloads = 0;

        var (heap, own) = await AfterAsync(First);
        var found = await Eventually.IsAsync(
            async () =>
            {
                // Every further time one more, which has garbage collected anew.
                var (heapNow, ownNow) = await AfterAsync(Math.Max(Last, reloads + 1));
                return (Heap: heapNow - heap, Private: ownNow - own);
            },
            growth => growth is { Heap: < HeapTolerance, Private: < PrivateTolerance });
        output.WriteLine(
            $"after {First}: heap {heap >> 10} KB, private {own >> 10} KB; "
            + $"after {reloads}: {found.Heap >> 10:+0;-0} KB, {found.Private >> 10:+0;-0} KB");

        async Task<(long Heap, long Private)> AfterAsync(int count)
        {
            for (; reloads < count; reloads++)
            {
                var good = reloads % 2 == 1;
                folder.Put(good);
                using var answer = await client.PostAsync("/models/reload", null);
                answer.EnsureSuccessStatusCode();
                // The new version is in use, and so is the old one until it has answered.
                using var images = await client.GetAsync("/digits?count=1");
                Assert.Equal(
                    $"{(good ? folder.GoodVersion : folder.ConditionalVersion)}", images.Headers.GetValues("X-Model-Version").Single());
            }

            await Eventually.IsAsync(() => Task.FromResult(Workers(server.Id)), workers => workers == 1);
            // Memory is given back within a second.
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            return ((long)await Eventually.SumAsync(client, "dotnet_gc_last_collection_heap_size_bytes"), PrivateMemory(server.Id));
        }
    }

    /// <summary>Bytes of a process's memory that it shares with no other.</summary>
    private static long PrivateMemory(int process)
    {
        var own = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return 1024 * long.Parse(own.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>A process's threads that make images.</summary>
    private static int Workers(int process) => Directory.EnumerateDirectories($"/proc/{process}/task").Count(thread =>
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
}
