using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Batching;

/// <summary>Images of several requests that are made in one run. A worker has one and fills it again and again.</summary>
internal sealed class ImageBatch : IDisposable
{
    /// <summary>Which images of which request, in the order of the batch.</summary>
    public List<(ImageJob Job, int First, int Count)> Parts { get; } = [];

    /// <summary>Images in all.</summary>
    public int Count { get; set; }

    /// <summary>Ends the run, when nobody wants any of its images.</summary>
    public RunOptions Options { get; } = new();

    public void Dispose() => Options.Dispose();
}
