using System.Diagnostics;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Batching;

/// <summary>A thread that turns batches of a queue into images, with memory of its own.</summary>
internal sealed class BatchWorker : IDisposable
{
    private readonly FrozenGenerator _generator;
    private readonly ImageQueue _queue;
    private readonly ServingMetrics _metrics;
    private readonly GeneratorBuffers _buffers;
    private readonly ImageBatch _batch = new();
    private readonly Thread _thread;

    /// <summary>Prepares the memory of every batch size, and runs each once.</summary>
    /// <exception cref="OnnxRuntimeException">The model cannot make so many images at once.</exception>
    public BatchWorker(FrozenGenerator generator, ImageQueue queue, int largestBatch, ServingMetrics metrics)
    {
        _generator = generator;
        _queue = queue;
        _metrics = metrics;
        _buffers = generator.CreateBuffers(largestBatch);
        foreach (var size in BatchSizes.UpTo(largestBatch))
        {
            _buffers.Run(size, _batch.Options);
        }

        _thread = new Thread(Work) { IsBackground = true, Name = $"batches of {generator.Manifest.Preset}" };
        _thread.Start();
    }

    /// <summary>Waits until the queue is closed and empty, and frees the memory.</summary>
    public void Dispose()
    {
        _thread.Join();
        _buffers.Dispose();
        _batch.Dispose();
    }

    private void Work()
    {
        while (_queue.Take(_batch))
        {
            var start = Stopwatch.GetTimestamp();
            Exception? failure = null;
            try
            {
                Run();
            }
            catch (Exception exception)
            {
                // It belongs to the requests of this batch; the next batch may well succeed.
                failure = exception;
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            _metrics.Ran(_generator.Manifest.Preset, _batch.Count, elapsed, failure is null);
            _queue.Return(_batch, elapsed, failure);
        }
    }

    private void Run()
    {
        var size = _generator.Manifest.LatentSize;
        var area = _generator.ImageArea;
        var place = 0;
        foreach (var (job, first, count) in _batch.Parts)
        {
            job.Latents.Fill(_generator, first, _buffers.Latents.Slice(place * size, count * size), _buffers.Labels.Slice(place, count));
            place += count;
        }

        _buffers.Run(_batch.Count, _batch.Options);
        place = 0;
        foreach (var (job, first, count) in _batch.Parts)
        {
            job.Store(first, _buffers.Images.Slice(place * area, count * area), _buffers.Labels.Slice(place, count));
            place += count;
        }
    }
}
