using System.Diagnostics;

namespace Gan.Onnx.Serving.Batching;

/// <summary>
/// Requests for images in their order, bounded, handed out in batches. There is no timer: a worker that is free takes what is there at
/// once, and what arrives during its run makes up the next batch; so batches grow with the load, and an idle server adds no delay.
/// </summary>
internal sealed class ImageQueue
{
    private readonly object _lock = new();
    private readonly LinkedList<ImageJob> _jobs = [];
    private readonly int _capacity;
    private readonly int _largestBatch;
    private bool _isClosed;
    private double _imagesPerSecond;

    /// <summary>Opens a queue.</summary>
    /// <param name="capacity">Images that may wait, at least 1; one request alone may be larger.</param>
    /// <param name="largestBatch">A power of two; batches are of that size, or of a smaller power of two.</param>
    public ImageQueue(int capacity, int largestBatch)
    {
        _capacity = capacity;
        _largestBatch = largestBatch;
    }

    /// <summary>Images that wait now.</summary>
    public int Waiting { get; private set; }

    /// <summary>Workers that wait for images.</summary>
    public int IdleWorkers { get; private set; }

    /// <summary>Adds a request, if there is room.</summary>
    /// <returns>False when the queue is full.</returns>
    public bool TryAdd(ImageJob job)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new InvalidOperationException("The queue is closed.");
            }

            if (Waiting > 0 && Waiting + job.Count > _capacity)
            {
                return false;
            }

            _jobs.AddLast(job);
            Waiting += job.Count;
            if (job.Count > 1)
            {
                Monitor.PulseAll(_lock);
            }
            else
            {
                Monitor.Pulse(_lock);
            }

            return true;
        }
    }

    /// <summary>How long a request that is refused now should wait: what the images that wait will take, by the speed of late.</summary>
    public TimeSpan Backlog()
    {
        lock (_lock)
        {
            return _imagesPerSecond > 0 ? TimeSpan.FromSeconds(Waiting / _imagesPerSecond) : TimeSpan.Zero;
        }
    }

    /// <summary>Gives a request up: its waiting images leave the queue, and a run all of whose images are given up is ended.</summary>
    public void Cancel(ImageJob job)
    {
        bool isLast;
        lock (_lock)
        {
            if (job.IsCancelled || job.Open == 0)
            {
                return;
            }

            job.IsCancelled = true;
            var untaken = job.Count - job.Taken;
            if (untaken > 0)
            {
                _jobs.Remove(job);
                Waiting -= untaken;
                job.Taken = job.Count;
                job.Open -= untaken;
            }

            foreach (var batch in job.Batches)
            {
                batch.Options.Terminate = batch.Parts.TrueForAll(part => part.Job.IsCancelled);
            }

            isLast = job.Open == 0;
        }

        if (isLast)
        {
            job.Complete();
        }
    }

    /// <summary>
    /// Waits for images and takes as many as make a batch: a power of two, and no more than this worker's share among the idle ones.
    /// </summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(ImageBatch batch)
    {
        lock (_lock)
        {
            while (Waiting == 0)
            {
                if (_isClosed)
                {
                    return false;
                }

                IdleWorkers++;
                Monitor.Wait(_lock);
                IdleWorkers--;
            }

            var share = (Waiting + IdleWorkers) / (IdleWorkers + 1);
            var size = BatchSizes.LargestWithin(Math.Min(share, _largestBatch));
            Fill(batch, size);
            return true;
        }
    }

    /// <summary>Gives a batch back, its images stored, but for those of requests among its failures; or all of it failed.</summary>
    /// <param name="batch">From <see cref="Take"/>.</param>
    /// <param name="elapsed">Time of the run.</param>
    /// <param name="failure">Why there are no images; null if there are.</param>
    public void Return(ImageBatch batch, TimeSpan elapsed, Exception? failure)
    {
        List<ImageJob>? done = null;
        lock (_lock)
        {
            foreach (var (job, _, count) in batch.Parts)
            {
                job.Batches.Remove(batch);
                job.Failure ??= job.IsCancelled ? null : failure ?? batch.Failures.GetValueOrDefault(job);
                job.Open -= count;
                if (job.Open == 0)
                {
                    (done ??= []).Add(job);
                }
            }

            if (failure is null && batch.Failures.Count == 0)
            {
                var speed = batch.Count / Math.Max(elapsed.TotalSeconds, 1e-6);
                _imagesPerSecond = _imagesPerSecond == 0 ? speed : (0.9 * _imagesPerSecond) + (0.1 * speed);
            }

            batch.Clear();
        }

        foreach (var job in done ?? [])
        {
            job.Complete();
        }
    }

    /// <summary>Lets workers finish what is in the queue, and then end.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Fill(ImageBatch batch, int size)
    {
        var now = Stopwatch.GetTimestamp();
        while (batch.Count < size)
        {
            var job = _jobs.First!.Value;
            var count = Math.Min(job.Count - job.Taken, size - batch.Count);
            batch.Parts.Add((job, job.Taken, count));
            batch.Count += count;
            job.Batches.Add(batch);
            job.Started = job.Started == 0 ? now : job.Started;
            job.Taken += count;
            if (job.Taken == job.Count)
            {
                _jobs.RemoveFirst();
            }
        }

        Waiting -= size;
    }
}
