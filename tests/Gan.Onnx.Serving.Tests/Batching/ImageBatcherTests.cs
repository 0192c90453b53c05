using System.Diagnostics.Metrics;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Batching;

public sealed class ImageBatcherTests : IDisposable
{
    private readonly ModelFolder _folder = new("conditional");
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FrozenGenerator _generator;
    private readonly ServingMetrics _metrics;

    public ImageBatcherTests()
    {
        _folder.WriteManifest(manifest => manifest with { Classes = 10 });
        _generator = FrozenGenerator.Load(_folder.Path, threads: 1);
        _metrics = new ServingMetrics(_services.GetRequiredService<IMeterFactory>());
    }

    public void Dispose()
    {
        _generator.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(3, 4)]
    [InlineData(2, 1)]
    public async Task Images_do_not_depend_on_what_they_are_batched_with(int workers, int largestBatch)
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(workers, largestBatch, 100_000), _metrics);

        await Parallel.ForAsync(0, 200, async (i, _) =>
        {
            var count = 1 + (i * 7 % 40);
            int[]? classes = i % 3 == 0 ? null : [i % 10, 3];
            using var job = await batcher.GenerateAsync(new SeededLatents((ulong)i, 0, classes, 1), count, CancellationToken.None);

            var expected = new byte[count * _generator.ImageArea];
            ImageGrid.Quantize(_generator.Generate(count, (ulong)i, classes), expected);
            Assert.Equal(expected, job!.Pixels);
            Assert.All(job.Labels.ToArray().Index(), label => Assert.True(classes is null || label.Item == classes[label.Index % 2]));
        });
        Assert.Equal(0, batcher.Waiting);
    }

    [Fact]
    public async Task Images_of_a_seed_can_start_anywhere()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 100), _metrics);
        using var all = await batcher.GenerateAsync(new SeededLatents(5, 0, [1, 2, 3], 1), 20, CancellationToken.None);
        using var some = await batcher.GenerateAsync(new SeededLatents(5, 13, [1, 2, 3], 1), 4, CancellationToken.None);

        Assert.Equal(all!.Pixels[(13 * 784)..(17 * 784)], some!.Pixels);
    }

    [Fact]
    public async Task Truncation_to_nothing_shows_the_mean_throughout()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 100), _metrics);
        using var images = await batcher.GenerateAsync(new SeededLatents(5, 0, [9], 0), 2, CancellationToken.None);

        // The model of make_models.py gives sigmoid(0) for the mean, which is 0.5, times 10/10 for the last class.
        Assert.All(images!.Pixels.ToArray(), grey => Assert.Equal(128, grey));
    }

    [Fact]
    public async Task Interpolation_starts_at_one_seed_and_ends_at_the_other()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 1000), _metrics);
        using var frames = await batcher.GenerateAsync(new InterpolatedLatents(1, 2, 5, 3, [7], 1), 15, CancellationToken.None);
        using var from = await batcher.GenerateAsync(new SeededLatents(1, 0, [7], 1), 3, CancellationToken.None);
        using var to = await batcher.GenerateAsync(new SeededLatents(2, 0, [7], 1), 3, CancellationToken.None);

        Assert.Equal(from!.Pixels, frames!.Pixels[..(3 * 784)]);
        Assert.Equal(to!.Pixels, frames.Pixels[(12 * 784)..]);
        Assert.NotEqual(from.Pixels.ToArray(), frames.Pixels[(6 * 784)..(9 * 784)].ToArray());
    }

    [Fact]
    public async Task Frames_are_truncated_as_the_images_of_their_seeds_are()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 1000), _metrics);
        using var frames = await batcher.GenerateAsync(new InterpolatedLatents(1, 2, 2, 3, [7], 0.4f), 6, CancellationToken.None);
        using var from = await batcher.GenerateAsync(new SeededLatents(1, 0, [7], 0.4f), 3, CancellationToken.None);
        using var whole = await batcher.GenerateAsync(new SeededLatents(1, 0, [7], 1), 3, CancellationToken.None);

        Assert.Equal(from!.Pixels, frames!.Pixels[..(3 * 784)]);
        Assert.NotEqual(whole!.Pixels.ToArray(), from.Pixels.ToArray());
    }

    [Fact]
    public async Task A_request_cancelled_beforehand_is_not_made()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 1000), _metrics);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 5, new CancellationToken(canceled: true)));
        Assert.Equal(0, batcher.Waiting);
    }

    [Fact]
    public async Task What_is_more_than_may_wait_is_not_taken_on()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 10), _metrics);
        var gate = new GatedLatents();
        var first = batcher.GenerateAsync(gate, 1, CancellationToken.None).AsTask();
        gate.Reached.Wait();
        var waiting = batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 10, CancellationToken.None).AsTask();

        Assert.Null(await batcher.GenerateAsync(new SeededLatents(2, 0, null, 1), 1, CancellationToken.None));
        Assert.Equal(10, batcher.Waiting);
        gate.Opened.Set();

        (await first)!.Dispose();
        (await waiting)!.Dispose();
    }

    [Fact]
    public async Task It_ends_when_what_was_taken_on_is_done()
    {
        var batcher = new ImageBatcher(_generator, new BatchingOptions(1, 8, 10), _metrics);
        var gate = new GatedLatents();
        var first = batcher.GenerateAsync(gate, 1, CancellationToken.None).AsTask();
        gate.Reached.Wait();
        var waiting = batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 10, CancellationToken.None).AsTask();

        var end = Task.Factory.StartNew(batcher.Dispose, TaskCreationOptions.LongRunning);
        Assert.False(await Task.WhenAny(end, Task.Delay(100)) == end, "a run is under way");
        gate.Opened.Set();
        await end.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, batcher.Waiting);
        (await first.WaitAsync(TimeSpan.FromSeconds(30)))!.Dispose();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30)))!.Dispose();
    }

    [Fact]
    public async Task There_are_as_many_workers_as_asked_for_which_keep_no_program_from_ending()
    {
        using var batcher = new ImageBatcher(_generator, new BatchingOptions(2, 1, 10), _metrics);
        GatedLatents[] gates = [new(), new(), new()];
        var asked = gates.Select(gate => batcher.GenerateAsync(gate, 1, CancellationToken.None).AsTask()).ToList();

        gates[0].Reached.Wait();
        gates[1].Reached.Wait();
        Assert.False(gates[2].Reached.Wait(100), "both are busy");
        gates[0].Opened.Set();
        gates[2].Reached.Wait();
        gates[1].Opened.Set();
        gates[2].Opened.Set();

        foreach (var job in await Task.WhenAll(asked))
        {
            job!.Dispose();
        }

        Assert.NotSame(gates[0].Worker, gates[1].Worker);
        Assert.All(gates, gate => Assert.Equal((true, "batches of fixture"), (gate.Worker!.IsBackground, gate.Worker.Name)));
    }

    [Fact]
    public void Without_room_for_a_batch_there_is_none() =>
        Assert.ThrowsAny<Exception>(() => new ImageBatcher(_generator, new BatchingOptions(2, -1, 10), _metrics));
}
