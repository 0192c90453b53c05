using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Batching;

/// <summary>Makes images for many requests at once, on one queue with a few workers.</summary>
internal sealed class ImageBatcher : IDisposable
{
    private readonly FrozenGenerator _generator;
    private readonly ImageQueue _queue;
    private readonly List<BatchWorker> _workers = [];

    /// <summary>Starts the workers; when this returns, every batch size has been run once by each.</summary>
    public ImageBatcher(FrozenGenerator generator, BatchingOptions options, ServingMetrics metrics)
    {
        _generator = generator;
        var largestBatch = BatchSizes.Largest(options.LargestBatch, generator.ImageValues);
        _queue = new ImageQueue(options.QueueImages, largestBatch);
        try
        {
            for (var i = 0; i < options.Workers; i++)
            {
                _workers.Add(new BatchWorker(generator, _queue, largestBatch, metrics));
            }
        }
        catch
        {
            // The others would wait for images for ever, on a generator that is gone.
            Dispose();
            throw;
        }
    }

    /// <summary>Images that wait now.</summary>
    public int Waiting => _queue.Waiting;

    /// <summary>Makes images.</summary>
    /// <param name="latents">What they are made from.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="cancellationToken">Takes them out of the queue, and ends their run if it makes nothing else.</param>
    /// <returns>The images, to be disposed of; null when the queue is full.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before they were done.</exception>
    public async ValueTask<ImageJob?> GenerateAsync(ILatentSource latents, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = new ImageJob(_generator, latents, count);
        var isDone = false;
        try
        {
            if (!_queue.TryAdd(job))
            {
                return null;
            }

            await using (cancellationToken.UnsafeRegister(
                static state =>
                {
                    var (queue, cancelled) = ((ImageQueue, ImageJob))state!;
                    queue.Cancel(cancelled);
                },
                (_queue, job)))
            {
                await job.Completion;
            }

            isDone = true;
            return job;
        }
        finally
        {
            if (!isDone)
            {
                job.Dispose();
            }
        }
    }

    /// <summary>What the images that wait will take.</summary>
    public TimeSpan Backlog() => _queue.Backlog() / Math.Max(1, _workers.Count);

    /// <summary>Finishes what is in the queue, and frees the workers.</summary>
    public void Dispose()
    {
        _queue.Close();
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }
}
