using System.Diagnostics;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Batching;

public sealed class ImageQueueTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly FrozenGenerator _generator;

    public ImageQueueTests() => _generator = FrozenGenerator.Load(_folder.Path, threads: 1);

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(5, "4 1")]
    [InlineData(8, "8")]
    [InlineData(21, "8 8 4 1")]
    public void One_request_is_cut_into_powers_of_two(int count, string batches)
    {
        var queue = Queue(largestBatch: 8);
        queue.TryAdd(Job(count));

        Assert.Equal(batches, string.Join(' ', TakeAll(queue)));
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public void Requests_share_batches_in_their_order()
    {
        var queue = Queue(largestBatch: 4);
        var (first, second, third) = (Job(3), Job(2), Job(3));
        Assert.True(queue.TryAdd(first) && queue.TryAdd(second) && queue.TryAdd(third));
        using var batch = new ImageBatch();

        Assert.True(queue.Take(batch));
        Assert.Equal([(first, 0, 3), (second, 0, 1)], batch.Parts);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);
        Assert.True(first.Completion.IsCompletedSuccessfully);
        Assert.False(second.Completion.IsCompleted);

        Assert.True(queue.Take(batch));
        Assert.Equal([(second, 1, 1), (third, 0, 3)], batch.Parts);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);
        Assert.True(second.Completion.IsCompletedSuccessfully && third.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_full_queue_takes_no_more_until_images_leave_it()
    {
        var queue = Queue(capacity: 10, largestBatch: 8);

        Assert.True(queue.TryAdd(Job(6)));
        Assert.True(queue.TryAdd(Job(4)));
        Assert.False(queue.TryAdd(Job(1)));
        using var batch = new ImageBatch();
        queue.Take(batch);
        Assert.True(queue.TryAdd(Job(8)));
        Assert.False(queue.TryAdd(Job(1)));
    }

    [Fact]
    public void A_request_larger_than_the_queue_is_taken_when_nothing_waits()
    {
        var queue = Queue(capacity: 10, largestBatch: 8);

        Assert.True(queue.TryAdd(Job(50)));
        Assert.False(queue.TryAdd(Job(1)));
    }

    [Fact]
    public void A_request_starts_when_the_first_of_its_images_are_taken_and_ends_with_the_last()
    {
        var queue = Queue(largestBatch: 2);
        var job = Job(4);
        queue.TryAdd(job);
        Assert.Equal(0, job.Started);
        using var batch = new ImageBatch();

        queue.Take(batch);
        var started = job.Started;
        Assert.InRange(started, job.Enqueued, Stopwatch.GetTimestamp());
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);
        Assert.Equal(0, job.Finished);
        queue.Take(batch);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);

        Assert.Equal(started, job.Started);
        Assert.InRange(job.Finished, started, Stopwatch.GetTimestamp());
    }

    [Fact]
    public void A_request_over_two_batches_fails_if_the_first_failed()
    {
        var queue = Queue(largestBatch: 2);
        var job = Job(4);
        queue.TryAdd(job);
        using var batch = new ImageBatch();

        queue.Take(batch);
        queue.Return(batch, TimeSpan.Zero, new InvalidOperationException("the reason"));
        Assert.False(job.Completion.IsCompleted, "half of its images are open");
        queue.Take(batch);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);

        Assert.Equal("the reason", Record.Exception(() => job.Completion.GetAwaiter().GetResult())?.Message);
    }

    [Fact]
    public void A_failed_run_fails_its_requests_and_no_others()
    {
        var queue = Queue(largestBatch: 2);
        var (first, second) = (Job(2), Job(2));
        queue.TryAdd(first);
        queue.TryAdd(second);
        using var batch = new ImageBatch();
        queue.Take(batch);

        queue.Return(batch, TimeSpan.Zero, new InvalidOperationException("the reason"));
        queue.Take(batch);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);

        Assert.Equal("the reason", Record.Exception(() => first.Completion.GetAwaiter().GetResult())?.Message);
        Assert.True(second.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_backlog_is_what_waits_by_the_speed_of_late()
    {
        var queue = Queue(largestBatch: 4);
        Assert.Equal(TimeSpan.Zero, queue.Backlog());
        queue.TryAdd(Job(4));
        using var batch = new ImageBatch();
        queue.Take(batch);
        queue.Return(batch, TimeSpan.FromSeconds(2), failure: null);
        queue.TryAdd(Job(6));

        Assert.Equal(3, queue.Backlog().TotalSeconds, 6);
    }

    [Fact]
    public async Task Idle_workers_share_one_request()
    {
        var queue = Queue(largestBatch: 64);
        Task<int>[] workers =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(() => TakeOne(queue), TaskCreationOptions.LongRunning)),
        ];
        Assert.True(SpinWait.SpinUntil(() => queue.IdleWorkers == 2, TimeSpan.FromSeconds(30)));

        queue.TryAdd(Job(16));

        var taken = await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([8, 8], taken);
    }

    [Fact]
    public async Task An_idle_worker_ends_when_the_queue_is_closed()
    {
        var queue = Queue();
        var worker = Task.Factory.StartNew(
            () =>
            {
                using var batch = new ImageBatch();
                return queue.Take(batch);
            },
            TaskCreationOptions.LongRunning);
        Assert.True(SpinWait.SpinUntil(() => queue.IdleWorkers == 1, TimeSpan.FromSeconds(30)));

        queue.Close();

        Assert.False(await worker.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, queue.IdleWorkers);
    }

    [Fact]
    public void A_closed_queue_is_emptied_and_then_ends()
    {
        var queue = Queue(largestBatch: 4);
        queue.TryAdd(Job(3));

        queue.Close();

        Assert.Equal([2, 1], TakeAll(queue));
        using var batch = new ImageBatch();
        Assert.False(queue.Take(batch));
        Assert.Throws<InvalidOperationException>(() => queue.TryAdd(Job(1)));
    }

    private static ImageQueue Queue(int capacity = 1000, int largestBatch = 64) => new(capacity, largestBatch);

    private static int TakeOne(ImageQueue queue)
    {
        using var batch = new ImageBatch();
        queue.Take(batch);
        return batch.Count;
    }

    private static List<int> TakeAll(ImageQueue queue)
    {
        List<int> sizes = [];
        using var batch = new ImageBatch();
        while (queue.Waiting > 0 && queue.Take(batch))
        {
            sizes.Add(batch.Count);
            queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);
        }

        return sizes;
    }

    private ImageJob Job(int count) => new(_generator, new SeededLatents(1, 0, null, 1), count);
}
