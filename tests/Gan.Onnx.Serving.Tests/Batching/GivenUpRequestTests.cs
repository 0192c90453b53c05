using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Batching;

/// <summary>Requests whose client has gone, and what becomes of their images and of the others'.</summary>
public sealed class GivenUpRequestTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly FrozenGenerator _generator;

    public GivenUpRequestTests() => _generator = FrozenGenerator.Load(_folder.Path, threads: 1);

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Giving_up_what_is_done_or_given_up_changes_nothing()
    {
        var queue = Queue(largestBatch: 2);
        var (done, given) = (Job(2), Job(4));
        queue.TryAdd(done);
        queue.TryAdd(given);
        using var batch = new ImageBatch();
        queue.Take(batch);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);

        queue.Cancel(done);
        queue.Cancel(given);
        queue.Cancel(given);

        Assert.True(done.Completion.IsCompletedSuccessfully);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public void Giving_up_the_rest_of_a_request_leaves_a_batch_alone_that_was_given_back()
    {
        var queue = Queue(largestBatch: 2);
        var job = Job(4);
        queue.TryAdd(job);
        using var batch = new ImageBatch();
        queue.Take(batch);
        queue.Return(batch, TimeSpan.FromMilliseconds(1), failure: null);

        queue.Cancel(job);

        Assert.False(batch.Options.Terminate, "the next run with it is another request's");
        Assert.IsType<OperationCanceledException>(Record.Exception(() => job.Completion.GetAwaiter().GetResult()));
    }

    [Fact]
    public void A_cancelled_request_leaves_the_queue()
    {
        var queue = Queue(largestBatch: 8);
        var (cancelled, other) = (Job(5), Job(2));
        queue.TryAdd(cancelled);
        queue.TryAdd(other);

        queue.Cancel(cancelled);

        Assert.Equal(2, queue.Waiting);
        Assert.True(cancelled.Completion.IsFaulted || cancelled.Completion.IsCanceled);
        using var batch = new ImageBatch();
        queue.Take(batch);
        Assert.Equal([(other, 0, 2)], batch.Parts);
    }

    [Fact]
    public void A_cancelled_request_takes_only_what_still_waits_of_it_out_of_the_count()
    {
        var queue = Queue(capacity: 10, largestBatch: 2);
        var (cancelled, other) = (Job(5), Job(3));
        queue.TryAdd(cancelled);
        queue.TryAdd(other);
        using var batch = new ImageBatch();
        queue.Take(batch);
        Assert.Equal([(cancelled, 0, 2)], batch.Parts);

        queue.Cancel(cancelled);

        Assert.Equal(3, queue.Waiting);
        Assert.True(queue.TryAdd(Job(7)));
        Assert.False(queue.TryAdd(Job(1)));
    }

    [Fact]
    public void A_run_ends_when_nobody_wants_any_of_its_images()
    {
        var queue = Queue(largestBatch: 4);
        var (first, second) = (Job(2), Job(5));
        queue.TryAdd(first);
        queue.TryAdd(second);
        using var batch = new ImageBatch();
        queue.Take(batch);

        queue.Cancel(first);
        Assert.False(batch.Options.Terminate);
        queue.Cancel(second);
        Assert.True(batch.Options.Terminate);
        Assert.Equal(0, queue.Waiting);
        Assert.False(second.Completion.IsCompleted, "its memory is still in use");

        queue.Return(batch, TimeSpan.Zero, new InvalidOperationException("terminated"));
        Assert.False(batch.Options.Terminate);
        Assert.IsType<OperationCanceledException>(Record.Exception(() => second.Completion.GetAwaiter().GetResult()));
    }

    private static ImageQueue Queue(int capacity = 1000, int largestBatch = 64) => new(capacity, largestBatch);

    private ImageJob Job(int count) => new(_generator, new SeededLatents(1, 0, null, 1), count);
}
