using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Batching;

/// <summary>How long one who is refused is told to wait: what the images that wait will take, by the speed of the runs of late.</summary>
public sealed class BacklogTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly FrozenGenerator _generator;
    private readonly ImageQueue _queue = new(capacity: 1000, largestBatch: 4);

    public BacklogTests() => _generator = FrozenGenerator.Load(_folder.Path, threads: 1);

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_counts_for_a_tenth_of_the_speed_beside_those_before_it()
    {
        // 2 images a second at first, then one run at 12: 0.9 times 2 and 0.1 times 12.
        RunOne(4, TimeSpan.FromSeconds(2));
        RunOne(4, TimeSpan.FromSeconds(1 / 3d));
        _queue.TryAdd(Job(30));

        Assert.Equal(10, _queue.Backlog().TotalSeconds, 3);
    }

    [Fact]
    public void A_run_that_failed_says_nothing_of_the_speed()
    {
        RunOne(4, TimeSpan.FromSeconds(2));
        RunOne(4, TimeSpan.FromSeconds(1000), failure: new InvalidOperationException("the run"));
        RunOne(4, TimeSpan.FromSeconds(1000), failureOfOne: new InvalidOperationException("one request of it"));
        _queue.TryAdd(Job(6));

        Assert.Equal(3, _queue.Backlog().TotalSeconds, 6);
    }

    [Fact]
    public void A_run_too_quick_for_the_clock_counts_as_a_microsecond()
    {
        RunOne(4, TimeSpan.Zero);
        _queue.TryAdd(Job(12));

        Assert.Equal(3, _queue.Backlog().TotalMicroseconds, 6);
    }

    [Fact]
    public void Before_the_first_run_there_is_no_telling()
    {
        _queue.TryAdd(Job(12));

        Assert.Equal(TimeSpan.Zero, _queue.Backlog());
    }

    private void RunOne(int count, TimeSpan elapsed, Exception? failure = null, Exception? failureOfOne = null)
    {
        var job = Job(count);
        _queue.TryAdd(job);
        using var batch = new ImageBatch();
        _queue.Take(batch);
        if (failureOfOne is not null)
        {
            batch.Failures.Add(job, failureOfOne);
        }

        _queue.Return(batch, elapsed, failure);
    }

    private ImageJob Job(int count) => new(_generator, new SeededLatents(1, 0, null, 1), count);
}
