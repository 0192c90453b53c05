using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation.Models;

/// <summary>
/// A generator's inputs and outputs at fixed places in memory, so that a run allocates nothing. For one thread at a time; to be disposed
/// of before the generator.
/// </summary>
public sealed class GeneratorBuffers : IDisposable
{
    private readonly InferenceSession _session;
    private readonly Manifest _manifest;
    private readonly float[] _latents;
    private readonly long[] _labels;
    private readonly float[] _images;
    private readonly Dictionary<int, Binding> _bindings = [];

    internal GeneratorBuffers(InferenceSession session, Manifest manifest, int capacity)
    {
        _session = session;
        _manifest = manifest;
        _latents = GC.AllocateArray<float>(capacity * manifest.LatentSize, pinned: true);
        _labels = GC.AllocateArray<long>(capacity, pinned: true);
        _images = GC.AllocateArray<float>(capacity * manifest.ImageShape.Aggregate((product, size) => product * size), pinned: true);
    }

    /// <summary>[capacity, latentSize], the caller's to fill.</summary>
    public Span<float> Latents => _latents;

    /// <summary>[capacity], the caller's to fill; an unconditional generator does not look at them.</summary>
    public Span<long> Labels => _labels;

    /// <summary>[capacity, channels, height, width], 0 dark to 1 bright, after a run.</summary>
    public ReadOnlySpan<float> Images => _images;

    /// <summary>Turns the first <paramref name="count"/> latents into images. The first run of each count prepares its memory.</summary>
    /// <exception cref="OnnxRuntimeException">The run failed, or was ended by <see cref="RunOptions.Terminate"/>.</exception>
    public void Run(int count, RunOptions options)
    {
        if (!_bindings.TryGetValue(count, out var binding))
        {
            binding = new Binding(this, count);
            _bindings.Add(count, binding);
        }

        _session.RunWithBinding(options, binding.Io);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var binding in _bindings.Values)
        {
            binding.Dispose();
        }

        _bindings.Clear();
    }

    private sealed class Binding : IDisposable
    {
        private readonly List<OrtValue> _values = [];

        public Binding(GeneratorBuffers buffers, int count)
        {
            var manifest = buffers._manifest;
            Io = buffers._session.CreateIoBinding();
            Io.BindInput(FrozenGenerator.LatentInput, Value(buffers._latents, [count, manifest.LatentSize]));
            if (manifest.Classes > 0)
            {
                Io.BindInput(FrozenGenerator.LabelInput, Value(buffers._labels, [count]));
            }

            Io.BindOutput(FrozenGenerator.ImageOutput, Value(buffers._images, [count, .. manifest.ImageShape]));
        }

        public OrtIoBinding Io { get; }

        public void Dispose()
        {
            Io.Dispose();
            foreach (var value in _values)
            {
                value.Dispose();
            }
        }

        private OrtValue Value<T>(T[] memory, long[] shape)
            where T : unmanaged
        {
            var length = shape.Aggregate(1L, (product, size) => product * size);
            var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, (int)length), shape);
            _values.Add(value);
            return value;
        }
    }
}
