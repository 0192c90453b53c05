using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// One version of a model, with its workers. Requests hold it while they use it (<see cref="TryHold"/>, <see cref="Release"/>); when the
/// catalogue has another version, and the last request has ended, it is freed.
/// </summary>
internal sealed class ServedModel
{
    private int _holders = 1;

    public ServedModel(string name, FrozenGenerator generator, ImageBatcher batcher, IPngEncoder png, DrawingLimit drawing)
    {
        Name = name;
        Generator = generator;
        Batcher = batcher;
        Png = png;
        Drawing = drawing;
    }

    public string Name { get; }

    public FrozenGenerator Generator { get; }

    public ImageBatcher Batcher { get; }

    public IPngEncoder Png { get; }

    /// <summary>To be entered while a picture is drawn; the process's own, and not this model's.</summary>
    public DrawingLimit Drawing { get; }

    /// <summary>SHA-256 of the model file.</summary>
    public string Version => Generator.Manifest.Sha256;

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset Loaded { get; } = DateTimeOffset.UtcNow;

    /// <summary>Keeps it from being freed.</summary>
    /// <returns>False when it is freed already.</returns>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var found = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (found == holders)
            {
                return true;
            }

            holders = found;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            // Workers end their runs first, which is nothing for the thread of a request to wait for.
            ThreadPool.QueueUserWorkItem(static model => model.Free(), this, preferLocal: false);
        }
    }

    private void Free()
    {
        Batcher.Dispose();
        (Png as IDisposable)?.Dispose();
        Generator.Dispose();
        FreedMemory.GiveBackSoon();
    }
}
