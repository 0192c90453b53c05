using System.Diagnostics;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Batching;

/// <summary>A thread that turns batches of a queue into images, with memory of its own.</summary>
internal sealed class BatchWorker : IDisposable
{
    private readonly ImageQueue _queue;
    private readonly BatchRun _run;
    private readonly ImageBatch _batch = new();
    private readonly Thread _thread;

    /// <summary>Prepares the memory of every batch size, and runs each once.</summary>
    /// <exception cref="OnnxRuntimeException">The model cannot make so many images at once.</exception>
    public BatchWorker(FrozenGenerator generator, ImageQueue queue, int largestBatch, ServingMetrics metrics)
    {
        _queue = queue;
        _run = new BatchRun(generator, largestBatch, metrics);
        _thread = new Thread(Work) { IsBackground = true, Name = $"batches of {generator.Manifest.Preset}" };
        _thread.Start();
    }

    /// <summary>Waits until the queue is closed and empty, and frees the memory.</summary>
    public void Dispose()
    {
        _thread.Join();
        _run.Dispose();
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
                _run.Make(_batch);
            }
            catch (Exception exception)
            {
                // It belongs to the requests of this batch; the next batch may well succeed.
                failure = exception;
            }

            _queue.Return(_batch, Stopwatch.GetElapsedTime(start), failure);
        }
    }
}
