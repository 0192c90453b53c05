using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Batching;

/// <summary>Images of several requests that are made in one run. A worker has one and fills it again and again.</summary>
internal sealed class ImageBatch : IDisposable
{
    /// <summary>Which images of which request, in the order of the batch.</summary>
    public List<(ImageJob Job, int First, int Count)> Parts { get; } = [];

    /// <summary>The requests whose images could not be made while those of others were, and why.</summary>
    public Dictionary<ImageJob, Exception> Failures { get; } = [];

    /// <summary>Images in all.</summary>
    public int Count { get; set; }

    /// <summary>Ends the run, when nobody wants any of its images.</summary>
    public RunOptions Options { get; } = new();

    /// <summary>Makes it ready to be filled again.</summary>
    public void Clear()
    {
        Options.Terminate = false;
        Parts.Clear();
        Failures.Clear();
        Count = 0;
    }

    public void Dispose() => Options.Dispose();
}
