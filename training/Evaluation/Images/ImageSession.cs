using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>A frozen network over 8-bit images, run in batches: input <c>images</c> float [N, channels, side, side] in [0, 1].</summary>
internal sealed class ImageSession : IDisposable
{
    private const int Batch = 250;

    // As many of MNIST's as are measured at once; of larger images fewer, since networks take many times an image's memory.
    private const int MostValues = Batch * 784;
    private static readonly GreyScale Scale = new(0, 1);
    private readonly InferenceSession _session;

    private readonly ImageSize _size;

    /// <summary>Loads a model.</summary>
    /// <param name="model">The ONNX file's bytes.</param>
    /// <param name="size">Of the images that it takes.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are no such model.</exception>
    public ImageSession(byte[] model, ImageSize size)
    {
        _size = size;
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        _session = new InferenceSession(model, options);
    }

    /// <summary>Runs all images.</summary>
    /// <param name="images">[count, channels · side · side], 0 to 255; at least one image.</param>
    /// <param name="outputs">Names of outputs [N, …].</param>
    /// <returns>The outputs, in the order of their names.</returns>
    public float[][] Run(ReadOnlySpan<byte> images, params string[] outputs)
    {
        var parts = Array.ConvertAll(outputs, _ => new List<float>());
        using var runOptions = new RunOptions();
        for (var rest = images; !rest.IsEmpty;)
        {
            var batch = rest[..Math.Min(rest.Length, Math.Max(1, MostValues / _size.Length) * _size.Length)];
            rest = rest[batch.Length..];
            var pixels = new float[batch.Length];
            Scale.Map(batch, pixels);
            using var input = OrtValue.CreateTensorValueFromMemory(
                pixels, [batch.Length / _size.Length, _size.Channels, _size.Side, _size.Side]);
            using var results = _session.Run(runOptions, [EngineGraph.Images], [input], outputs);
            for (var i = 0; i < outputs.Length; i++)
            {
                parts[i].AddRange(results[i].GetTensorDataAsSpan<float>());
            }
        }

        return Array.ConvertAll(parts, part => part.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
