using System.Diagnostics;
using System.Numerics.Tensors;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Batching;

/// <summary>
/// Turns batches into images, in memory of its own, and keeps what goes wrong with one request from the others: latents that cannot be
/// made and images that are no numbers fail that request, and when a run of several requests fails, each is run again by itself.
/// </summary>
internal sealed class BatchRun : IDisposable
{
    private readonly FrozenGenerator _generator;
    private readonly ServingMetrics _metrics;
    private readonly GeneratorBuffers _buffers;

    /// <summary>Prepares the memory of every batch size, and runs each once.</summary>
    /// <exception cref="OnnxRuntimeException">The model cannot make so many images at once.</exception>
    public BatchRun(FrozenGenerator generator, int largestBatch, ServingMetrics metrics)
    {
        _generator = generator;
        _metrics = metrics;
        _buffers = generator.CreateBuffers(largestBatch);
        try
        {
            using var options = new RunOptions();
            foreach (var size in BatchSizes.UpTo(largestBatch))
            {
                _buffers.Run(size, options);
            }
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }
    }

    /// <summary>Makes a batch's images and stores them with their requests; those that failed are in its list afterwards.</summary>
    public void Make(ImageBatch batch)
    {
        try
        {
            MakeTogether(batch);
        }
        catch (Exception exception) when (batch.Parts.Count == 1)
        {
            batch.Failures.TryAdd(batch.Parts[0].Job, exception);
        }
        catch (Exception)
        {
            // Which of them it was cannot be told from the failure, if it was any of them.
            foreach (var part in batch.Parts)
            {
                MakeAlone(batch, part);
            }
        }
    }

    public void Dispose() => _buffers.Dispose();

    private void MakeTogether(ImageBatch batch)
    {
        var place = 0;
        foreach (var (job, first, count) in batch.Parts)
        {
            try
            {
                Fill(job, first, place, count);
            }
            catch (Exception exception)
            {
                Blank(place, count);
                batch.Failures.Add(job, exception);
            }

            place += count;
        }

        if (batch.Failures.Count == batch.Parts.Count)
        {
            return;
        }

        Run(batch.Count, batch.Options);
        place = 0;
        foreach (var (job, first, count) in batch.Parts)
        {
            try
            {
                Store(job, first, place, count);
            }
            catch (Exception exception)
            {
                batch.Failures.TryAdd(job, exception);
            }

            place += count;
        }
    }

    /// <summary>In as many runs as its images make powers of two.</summary>
    private void MakeAlone(ImageBatch batch, (ImageJob Job, int First, int Count) part)
    {
        var (job, first, count) = part;
        if (job.IsCancelled || batch.Failures.ContainsKey(job))
        {
            return;
        }

        try
        {
            for (var done = 0; done < count;)
            {
                var size = BatchSizes.LargestWithin(count - done);
                Fill(job, first + done, 0, size);
                Run(size, batch.Options);
                Store(job, first + done, 0, size);
                done += size;
            }
        }
        catch (Exception exception)
        {
            batch.Failures.Add(job, exception);
        }
    }

    private void Run(int count, RunOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        var succeeded = false;
        try
        {
            _buffers.Run(count, options);
            succeeded = true;
        }
        finally
        {
            _metrics.Ran(_generator.Manifest.Preset, count, Stopwatch.GetElapsedTime(start), succeeded);
        }
    }

    private void Fill(ImageJob job, int first, int place, int count)
    {
        var size = _generator.Manifest.LatentSize;
        var labels = _buffers.Labels.Slice(place, count);
        job.Latents.Fill(_generator, first, _buffers.Latents.Slice(place * size, count * size), labels);

        // A class that the model does not have would fail the whole run on a CPU, and read foreign memory on a GPU.
        var classes = _generator.Manifest.Classes;
        if (classes > 0 && labels.ContainsAnyExceptInRange(0, classes - 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(job), $"Expected classes from 0 to {classes - 1}; found [{string.Join(", ", labels.ToArray())}].");
        }
    }

    private void Blank(int place, int count)
    {
        var size = _generator.Manifest.LatentSize;
        _buffers.Latents.Slice(place * size, count * size).Clear();
        _buffers.Labels.Slice(place, count).Clear();
    }

    private void Store(ImageJob job, int first, int place, int count)
    {
        var values = _generator.ImageValues;
        var images = _buffers.Images.Slice(place * values, count * values);
        if (!float.IsFinite(TensorPrimitives.Sum(images)))
        {
            throw new ArithmeticException($"The generator '{_generator.Path}' made images whose values are no finite numbers.");
        }

        job.Store(first, images, _buffers.Labels.Slice(place, count));
    }
}
