namespace Gan.Onnx.Serving.Settings;

/// <summary>How images are made for many requests at once.</summary>
/// <param name="Workers">Threads that run the generator, each on its own, at least 1.</param>
/// <param name="LargestBatch">Images in one run at most, a power of two.</param>
/// <param name="QueueImages">Images that may wait for one model, at least 1.</param>
internal sealed record BatchingOptions(int Workers, int LargestBatch, int QueueImages);
