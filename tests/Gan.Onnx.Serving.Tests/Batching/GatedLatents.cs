using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Batching;

namespace Gan.Onnx.Serving.Tests.Batching;

/// <summary>An image that is made only once the test opens: until then its worker is busy.</summary>
internal sealed class GatedLatents : ILatentSource
{
    /// <summary>Set when a worker is at it.</summary>
    public ManualResetEventSlim Reached { get; } = new();

    /// <summary>To be set by the test.</summary>
    public ManualResetEventSlim Opened { get; } = new();

    /// <summary>The thread that is at it.</summary>
    public Thread? Worker { get; private set; }

    public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
    {
        latents.Clear();
        labels.Clear();
        Worker = Thread.CurrentThread;
        Reached.Set();
        Opened.Wait();
    }
}
