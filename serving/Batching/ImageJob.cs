using System.Buffers;
using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Batching;

/// <summary>
/// One request's images: waiting, being made in one batch or several, or done. Fields that say how far it is belong to the lock of its
/// <see cref="ImageQueue"/>. To be disposed of by the request, once it was awaited.
/// </summary>
internal sealed class ImageJob : IValueTaskSource, IDisposable
{
    private readonly int _channels;
    private readonly int _area;
    private readonly byte[] _pixels;
    private readonly long[] _labels;
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = true };

    public ImageJob(FrozenGenerator generator, ILatentSource latents, int count)
    {
        _channels = generator.ImageChannels;
        _area = generator.ImageArea;
        Latents = latents;
        Count = count;
        Open = count;
        _pixels = BytePool.Rent(count * _channels * _area);
        _labels = ArrayPool<long>.Shared.Rent(count);
    }

    public ILatentSource Latents { get; }

    /// <summary>Images in all.</summary>
    public int Count { get; }

    /// <summary>Images that a batch has taken.</summary>
    public int Taken { get; set; }

    /// <summary>Images that are neither done nor given up.</summary>
    public int Open { get; set; }

    /// <summary>Nobody wants the images any more.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>What went wrong, if anything did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The batches that hold some of the images now.</summary>
    public List<ImageBatch> Batches { get; } = new(1);

    /// <summary>When it was put into the queue, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long Enqueued { get; } = Stopwatch.GetTimestamp();

    /// <summary>When a batch first took some of the images; 0 before.</summary>
    public long Started { get; set; }

    /// <summary>When the last image was done.</summary>
    public long Finished { get; private set; }

    /// <summary>[count, height, width, channels], once done.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Count * _channels * _area);

    /// <summary>[count], once done; 0 for a model without labels.</summary>
    public ReadOnlySpan<long> Labels => _labels.AsSpan(0, Count);

    /// <summary>Done when all images are; fails as the run did, or with <see cref="OperationCanceledException"/>.</summary>
    public ValueTask Completion => new(this, _completion.Version);

    /// <summary>Keeps images [n, channels, height, width] that a batch has made.</summary>
    public void Store(int first, ReadOnlySpan<float> images, ReadOnlySpan<long> labels)
    {
        Planes.Quantize(images, _channels, _area, _pixels.AsSpan(first * _channels * _area, images.Length));
        labels.CopyTo(_labels.AsSpan(first));
    }

    /// <summary>Wakes the request. Called once, when no image is open.</summary>
    public void Complete()
    {
        Finished = Stopwatch.GetTimestamp();
        if (Failure is not null)
        {
            _completion.SetException(Failure);
        }
        else if (IsCancelled)
        {
            _completion.SetException(new OperationCanceledException());
        }
        else
        {
            _completion.SetResult(true);
        }
    }

    public void Dispose()
    {
        BytePool.Return(_pixels);
        ArrayPool<long>.Shared.Return(_labels);
    }

    void IValueTaskSource.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
