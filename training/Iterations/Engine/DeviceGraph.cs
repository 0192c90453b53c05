using System.Globalization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// A graph whose every input and output lies in a device's memory at addresses that never change: what is fed is copied
/// there before a run, what is read is copied back when it is asked for. That is what a CUDA graph, which repeats recorded kernels on
/// recorded addresses, asks for.
/// </summary>
internal sealed class DeviceGraph : BoundGraph
{
    private readonly Device _device;
    private readonly Dictionary<string, OrtValue> _tensors;
    private readonly Dictionary<int, Variant> _variants = [];
    private readonly (OrtValue[] Host, OrtValue[] Device) _feeds;
    private readonly (OrtValue[] Host, OrtValue[] Device) _results;
    private Variant? _last;
    private bool _isFetched = true;

    /// <summary>Loads a graph and allocates what the engine does not keep itself.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="allocator">The device's memory.</param>
    /// <param name="isResident">Whether the engine keeps a tensor on the device.</param>
    /// <param name="source">The graph whose outputs are inputs of this one wherever the names agree.</param>
    public DeviceGraph(GraphBuilder graph, Device device, OrtAllocator allocator, Func<string, bool> isResident, CompiledGraph? source)
        : base(graph, device, isResident, replayed: true, source)
    {
        _device = device;
        _tensors = Feeds.Concat(Results).ToDictionary(
            tensor => tensor.Name,
            tensor => OrtValue.CreateAllocatedTensorValue(
                allocator, (TensorElementType)tensor.Type.Element, tensor.Type.Shape.Sizes));
        _feeds = ([.. Feeds.Select(tensor => HostFeed(tensor.Name))], [.. Feeds.Select(tensor => _tensors[tensor.Name])]);
        _results = ([.. Results.Select(tensor => HostResult(tensor.Name))], [.. Results.Select(tensor => _tensors[tensor.Name])]);
    }

    /// <summary>The addresses that the last run read and wrote, by input and output.</summary>
    public IReadOnlyDictionary<string, nint> Addresses =>
        _last!.Tensors.ToDictionary(tensor => tensor.Key, tensor => AddressOf(tensor.Value));

    /// <summary>Sets of the engine's tensors that it was bound to: as many recordings would be made of it.</summary>
    public int Variants => _variants.Count;

    /// <summary>Where a tensor begins in its device's memory.</summary>
    public static unsafe nint AddressOf(OrtValue tensor)
    {
        fixed (byte* first = tensor.GetTensorMutableRawData())
        {
            return (nint)first;
        }
    }

    /// <summary>Feeds and runs.</summary>
    /// <param name="variant">Stands for the engine's tensors that are bound: the same number, the same tensors.</param>
    /// <param name="input">The engine's tensor for an input.</param>
    /// <param name="output">The engine's tensor for an output.</param>
    public void Run(int variant, Func<string, OrtValue> input, Func<string, OrtValue> output)
    {
        if (!_variants.TryGetValue(variant, out _last))
        {
            _variants[variant] = _last = Create(variant, input, output);
        }

        _device.Copy(_feeds.Host, _feeds.Device);
        Session.RunWithBinding(_last.Options, _last.Binding);
        _isFetched = false;
    }

    /// <inheritdoc/>
    internal override OrtValue Computed(string name) => _tensors[name];

    /// <inheritdoc/>
    private protected override void Fetch()
    {
        if (!_isFetched)
        {
            _device.Copy(_results.Device, _results.Host);
            _isFetched = true;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var variant in _variants.Values)
        {
            variant.Binding.Dispose();
            variant.Options.Dispose();
        }

        base.Dispose(disposing);
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private Variant Create(int variant, Func<string, OrtValue> input, Func<string, OrtValue> output)
    {
        var made = new Variant(Session.CreateIoBinding(), new RunOptions(), []);
        foreach (var name in Graph.Inputs.Select(value => value.Name))
        {
            made.Tensors[name] = _tensors.GetValueOrDefault(name) ?? FromSource(name) ?? input(name);
            made.Binding.BindInput(name, made.Tensors[name]);
        }

        foreach (var (name, _) in Graph.Outputs)
        {
            made.Tensors[name] = _tensors.GetValueOrDefault(name) ?? output(name);
            made.Binding.BindOutput(name, made.Tensors[name]);
        }

        // A recording is made, and found again, under this number; 0 would be that of runs without one.
        made.Options.AddRunConfigEntry("gpu_graph_id", (variant + 1).ToString(CultureInfo.InvariantCulture));
        return made;
    }

    private sealed record Variant(OrtIoBinding Binding, RunOptions Options, Dictionary<string, OrtValue> Tensors);
}
