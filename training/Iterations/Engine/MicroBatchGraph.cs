using System.Numerics.Tensors;
using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// The step of a batch as the same step of its equal parts (gradient accumulation): what each part touches stays in the caches and little
/// memory is needed at a time, and whole parts run on different threads, each without waiting for another. Losses and gradients are the
/// means over the parts, added in the parts' order, whatever thread ran them.
/// </summary>
internal sealed class MicroBatchGraph : CompiledGraph
{
    /// <summary>Floats that a thread averages at a time.</summary>
    private const int Chunk = 1 << 16;

    private readonly Lanes _lanes;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding[] _bindings;
    private readonly RunOptions _runOptions = new();
    private readonly NativeBuffer _total;
    private readonly NativeBuffer[] _gradients;
    private readonly Dictionary<string, NativeBuffer> _results = [];
    private readonly List<OrtValue> _views = [];

    /// <summary>Loads the step.</summary>
    /// <param name="part">The graph of one part; what is fed has its items along axis 0, what is read are scalars.</param>
    /// <param name="parts">How many parts the batch has.</param>
    /// <param name="lanes">What runs them.</param>
    /// <param name="device">The host.</param>
    /// <param name="tensors">What the engine keeps, by name.</param>
    /// <param name="trained">The block whose gradients the step gives.</param>
    internal MicroBatchGraph(
        GraphBuilder part, int parts, Lanes lanes, Device device, IReadOnlyDictionary<string, OrtValue> tensors, ParameterBlock trained)
        : base(part, tensors.ContainsKey, source: null, parts)
    {
        _lanes = lanes;
        using var options = OrtRuntime.SessionOptions(device, ownThreads: 1);
        _session = new InferenceSession(ModelWriter.Write(part), options);
        _total = trained.Gradients;
        _gradients = [.. Enumerable.Range(0, parts).Select(_ => new NativeBuffer(_total.Length))];
        foreach (var (name, _) in Results)
        {
            _results[name] = new NativeBuffer(parts);
        }

        var gradients = trained.Entries.ToDictionary(entry => $"{TensorName.Gradient(entry.Name)}");
        _bindings = [.. Enumerable.Range(0, parts).Select(index => Bind(index, tensors, gradients))];
    }

    /// <summary>Runs all parts, then averages.</summary>
    internal void Run()
    {
        _lanes.Run(_bindings.Length, part => _session.RunWithBinding(_runOptions, _bindings[part]));
        _lanes.Run((_total.Length + Chunk - 1) / Chunk, chunk => Average(chunk * Chunk, Math.Min(Chunk, _total.Length - (chunk * Chunk))));
        foreach (var (name, values) in _results)
        {
            ResultMemory(name)[0] = TensorPrimitives.Sum<float>(values.Span) / values.Length;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var owned in _bindings.Cast<IDisposable>().Append(_session).Concat(_views).Concat(_gradients).Concat(_results.Values))
        {
            owned.Dispose();
        }

        _runOptions.Dispose();
        base.Dispose(disposing);
    }

    private OrtIoBinding Bind(
        int part, IReadOnlyDictionary<string, OrtValue> tensors, Dictionary<string, ParameterEntry> gradients)
    {
        var binding = _session.CreateIoBinding();
        foreach (var input in Graph.Inputs)
        {
            binding.BindInput(input.Name, Takes(input.Name) ? Keep(PartOfFeed(input.Name, part)) : tensors[input.Name]);
        }

        foreach (var (name, value) in Graph.Outputs)
        {
            binding.BindOutput(
                name,
                Keep(gradients.TryGetValue(name, out var entry)
                    ? _gradients[part].View(entry.Offset, entry.Shape)
                    : _results[name].View(part, value.Shape.Sizes)));
        }

        return binding;
    }

    private OrtValue Keep(OrtValue view)
    {
        _views.Add(view);
        return view;
    }

    private void Average(int from, int length)
    {
        var sum = _total.Span.Slice(from, length);
        _gradients[0].Span.Slice(from, length).CopyTo(sum);
        foreach (var gradient in _gradients.Skip(1))
        {
            TensorPrimitives.Add(sum, gradient.Span.Slice(from, length), sum);
        }

        TensorPrimitives.Multiply(sum, 1f / _gradients.Length, sum);
    }
}
