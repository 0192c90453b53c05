using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation.Models;

/// <summary>
/// A generator's inputs and outputs at fixed places in memory, so that a run allocates nothing. For one thread at a time; to be disposed
/// of before the generator. A GPU makes a batch of the whole capacity each time, of which the caller wants the first images: cuDNN plans
/// anew whenever a shape changes, which takes longer than sixty images do.
/// </summary>
public sealed class GeneratorBuffers : IDisposable
{
    private readonly InferenceSession _session;
    private readonly Manifest _manifest;
    private readonly float[] _latents;
    private readonly long[] _labels;
    private readonly float[] _images;
    private readonly Dictionary<int, Binding> _bindings = [];
    private readonly int? _onlyCount;

    internal GeneratorBuffers(InferenceSession session, Manifest manifest, int capacity, GeneratorDevice device)
    {
        _session = session;
        _manifest = manifest;
        _onlyCount = device == GeneratorDevice.Cuda ? capacity : null;
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
        var made = _onlyCount ?? count;
        if (!_bindings.TryGetValue(made, out var binding))
        {
            binding = new Binding(this, made);
            _bindings.Add(made, binding);
        }
        else if (_onlyCount is not null)
        {
            // To bind is what copies to a GPU.
            binding.BindInputs();
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
        private readonly List<(string Name, OrtValue Value)> _inputs = [];

        public Binding(GeneratorBuffers buffers, int count)
        {
            var manifest = buffers._manifest;
            Io = buffers._session.CreateIoBinding();
            _inputs.Add((FrozenGenerator.LatentInput, Value(buffers._latents, [count, manifest.LatentSize])));
            if (manifest.Classes > 0)
            {
                _inputs.Add((FrozenGenerator.LabelInput, Value(buffers._labels, [count])));
            }

            BindInputs();
            Io.BindOutput(FrozenGenerator.ImageOutput, Value(buffers._images, [count, .. manifest.ImageShape]));
        }

        public OrtIoBinding Io { get; }

        public void BindInputs()
        {
            foreach (var (name, value) in _inputs)
            {
                Io.BindInput(name, value);
            }
        }

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
