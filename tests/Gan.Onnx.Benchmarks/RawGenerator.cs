using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Random;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// A frozen generator in a session with the server's settings, whose inputs and output are bound once, at one batch size.
/// </summary>
internal sealed class RawGenerator : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _values = [];

    /// <summary>Loads a model and fills its inputs.</summary>
    /// <param name="folder">A model folder.</param>
    /// <param name="batch">Images a run, at least 1.</param>
    /// <param name="threads">Threads that a run may use.</param>
    public RawGenerator(string folder, int batch, int threads)
    {
        Batch = batch;
        var manifest = Manifest.Read(Path.Combine(folder, Manifest.FileName));
        using var options = GeneratorLoader.CreateOptions(threads);
        _session = new InferenceSession(Path.Combine(folder, FrozenGenerator.FileName), options);
        _binding = _session.CreateIoBinding();

        var z = Allocate(TensorElementType.Float, [batch, manifest.LatentSize]);
        manifest.LatentDistribution.Fill(z.GetTensorMutableDataAsSpan<float>(), new RandomStream(1, Streams.Serving), 0);
        _binding.BindInput(FrozenGenerator.LatentInput, z);
        if (manifest.Classes > 0)
        {
            var labels = Allocate(TensorElementType.Int64, [batch]);
            var classes = labels.GetTensorMutableDataAsSpan<long>();
            for (var i = 0; i < batch; i++)
            {
                classes[i] = i % manifest.Classes;
            }

            _binding.BindInput(FrozenGenerator.LabelInput, labels);
        }

        _binding.BindOutput(FrozenGenerator.ImageOutput, Allocate(TensorElementType.Float, [batch, .. manifest.ImageShape]));
    }

    /// <summary>Images a run.</summary>
    public int Batch { get; }

    /// <summary>One run, from latents to images.</summary>
    public void Run() => _session.RunWithBinding(_options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    private OrtValue Allocate(TensorElementType type, long[] shape)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);
        _values.Add(value);
        return value;
    }
}
