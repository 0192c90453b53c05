using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// Training with parameters, gradients and optimizer state in a device's own memory. The optimizer is an ONNX graph that
/// writes to a second set of tensors, which then becomes the current one.
/// </summary>
public sealed class DeviceEngine : TrainingEngine
{
    private readonly Device _device;
    private readonly OrtAllocator _allocator;
    private readonly OrtMemoryInfo _memory;
    private readonly BoundGraph _anchor;
    private long _tableBytes;
    private readonly Dictionary<string, OrtValue> _current = [];
    private readonly Dictionary<string, OrtValue> _spare = [];
    private readonly Dictionary<string, DeviceGraph> _optimizers = [];
    private readonly HashSet<string> _swapped = [];
    private readonly BoundGraph _upload;
    private readonly BoundGraph _download;

    /// <summary>Allocates all tensors on the device and copies the blocks to it.</summary>
    /// <param name="blocks">The networks.</param>
    /// <param name="device">Where they are trained.</param>
    /// <param name="tableBytes">The most that all tables of <see cref="Keep"/> may take together.</param>
    /// <exception cref="EngineException">The device cannot be used.</exception>
    public DeviceEngine(IReadOnlyList<ParameterBlock> blocks, Device device, long tableBytes = ResidentTable.Budget)
        : base(blocks)
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        _device = device;
        _tableBytes = tableBytes;
        _anchor = new BoundGraph(
            CopyGraph.Build("anchor", [("probe", new TensorType(ElementType.Float, Shape.Of(1)))]), device, _ => false);
        _memory = device.CreateMemoryInfo();
        _allocator = _anchor.CreateAllocator(_memory);
        foreach (var block in blocks)
        {
            foreach (var (name, entry, _) in block.Persistent())
            {
                _current[name] = Allocate(entry);
                _spare[name] = Allocate(entry);
            }

            foreach (var entry in block.Entries)
            {
                _current[GradientOf(entry)] = Allocate(entry);
            }

            _optimizers[block.Network.Name] = Load(OptimizerGraph.Build(block.Network, block.Optimizer, block.Average));
        }

        _upload = new BoundGraph(Transfers("upload", blocks), device, _ => true);
        _download = new BoundGraph(Transfers("download", blocks), device, _ => true);
        Upload(step: 0);
    }

    /// <inheritdoc/>
    public override Lowering Lowering => _device.Lowering;

    /// <inheritdoc/>
    public override CompiledGraph Compile(GraphBuilder graph, CompiledGraph? source = null) => Load(graph, source);

    /// <inheritdoc/>
    public override bool Keep(string name, Shape shape, ReadOnlySpan<byte> elements)
    {
        if (elements.Length > _tableBytes)
        {
            return false;
        }

        _current.Add(name, ResidentTable.Upload(name, shape, elements, _device, _allocator));
        _tableBytes -= elements.Length;
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What layers carry on (<c>new/PATH</c>) counts from the update on, when all of the network's tensors change places with their spares.
    /// </remarks>
    public override void Run(CompiledGraph graph) => ((DeviceGraph)graph).Run(
        Variant(graph.Graph.Inputs.Any(input => _spare.ContainsKey(input.Name)) ? Blocks : []),
        name => _current[name],
        name => graph.Graph.Renewed(name) is { } tensor ? _spare[tensor] : _current[name]);

    /// <inheritdoc/>
    public override bool Update(string network, long step)
    {
        var optimizer = _optimizers[network];
        foreach (var (name, value) in Block(network).Optimizer.StepScalars(step))
        {
            optimizer.Input(name)[0] = value;
        }

        optimizer.Run(Variant([Block(network)]), name => _current[name], name => _spare[optimizer.Graph.Renewed(name)!]);
        foreach (var (name, _, _) in Block(network).Persistent())
        {
            (_current[name], _spare[name]) = (_spare[name], _current[name]);
        }

        if (!_swapped.Add(network))
        {
            _swapped.Remove(network);
        }

        return float.IsFinite(optimizer.Scalar(OptimizerGraph.Check));
    }

    /// <inheritdoc/>
    public override void Upload(long step) => Transfer(_upload, toDevice: true);

    /// <inheritdoc/>
    public override void Download() => Transfer(_download, toDevice: false);

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var tensor in _current.Values.Concat(_spare.Values))
        {
            tensor.Dispose();
        }

        foreach (var graph in _optimizers.Values)
        {
            graph.Dispose();
        }

        _upload.Dispose();
        _download.Dispose();
        _allocator.Dispose();
        _memory.Dispose();
        _anchor.Dispose();
    }

    /// <summary>The graph that moves all tensors of some blocks to the device, or back.</summary>
    internal static GraphBuilder Transfers(string name, IReadOnlyList<ParameterBlock> blocks) =>
        CopyGraph.Build(
            name,
            blocks.SelectMany(HostTensors)
                .Select(tensor => (tensor.Name, new TensorType(ElementType.Float, Shape.Of(tensor.Entry.Shape)))));

    /// <summary>Where a tensor is now.</summary>
    internal nint AddressOf(string name) => DeviceGraph.AddressOf(_current[name]);

    private static IEnumerable<(string Name, ParameterEntry Entry, NativeBuffer Buffer)> HostTensors(ParameterBlock block) =>
        block.Persistent().Concat(block.Entries.Select(entry => (GradientOf(entry), entry, block.Gradients)));

    private DeviceGraph Load(GraphBuilder graph, CompiledGraph? source = null) =>
        new(graph, _device, _allocator, name => _current.ContainsKey(graph.Renewed(name) ?? name), source);

    /// <summary>Tells the two sets of tensors of some networks apart: a recording holds for the set that it was made with.</summary>
    private int Variant(IReadOnlyList<ParameterBlock> blocks) =>
        blocks.Select((block, index) => _swapped.Contains(block.Network.Name) ? 1 << index : 0).Sum();

    private OrtValue Allocate(ParameterEntry entry) =>
        OrtValue.CreateAllocatedTensorValue(_allocator, TensorElementType.Float, entry.Shape);

    private void Transfer(BoundGraph copies, bool toDevice)
    {
        var host = Blocks.SelectMany(HostTensors)
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Buffer.View(tensor.Entry.Offset, tensor.Entry.Shape));
        var (source, target) = toDevice ? (host, _current) : (_current, host);
        copies.Bind(name => source[name], name => target[copies.Graph.Renewed(name)!]);
        copies.Run();
        foreach (var view in host.Values)
        {
            view.Dispose();
        }
    }
}
