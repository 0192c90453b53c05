using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Networks.Optimizers;
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
    private readonly Dictionary<string, string[]> _renewed = [];
    private readonly Dictionary<string, DeviceGraph> _optimizers = [];
    private readonly HashSet<string> _swapped = [];

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
        _anchor = new BoundGraph(Anchor(), device, _ => false);
        _memory = device.CreateMemoryInfo();
        _allocator = _anchor.CreateAllocator(_memory);
        foreach (var block in blocks)
        {
            foreach (var (name, buffer, entries) in Vectors(block))
            {
                Allocate(_current, name, buffer, entries);
                if (buffer != block.Gradients)
                {
                    Allocate(_spare, name, buffer, entries);
                }
            }

            _renewed[block.Network.Name] = [.. Names(block).Where(_spare.ContainsKey)];
            _optimizers[block.Network.Name] = Load(OptimizerGraph.Build(block.Network, block.Optimizer, block.Average));
        }

        // What lies between tensors is read with the whole and never written: so both sets are the host's at first.
        Copy(toDevice: true, _spare);
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
        var block = Block(network);
        foreach (var (name, value) in block.Optimizer.StepScalars(step))
        {
            optimizer.Input(name)[0] = value;
        }

        if (block.Average is { } average)
        {
            optimizer.Input(MovingAverage.GainName)[0] = average.Gain(step);
        }

        optimizer.Run(Variant([block]), name => _current[name], name => _spare[optimizer.Graph.Renewed(name)!]);
        foreach (var name in _renewed[network])
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
    public override void Upload(long step) => Copy(toDevice: true, _current);

    /// <inheritdoc/>
    public override void Download() => Copy(toDevice: false, _current);

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

        _allocator.Dispose();
        _memory.Dispose();
        _anchor.Dispose();
    }

    /// <summary>Where a tensor is now.</summary>
    internal nint AddressOf(string name) => DeviceGraph.AddressOf(_current[name]);

    /// <summary>
    /// A block's vectors: name, memory of the host, and what the tensors inside are called. Nothing reads an optimizer's state tensor by
    /// tensor.
    /// </summary>
    private static IEnumerable<(string Name, NativeBuffer Buffer, IEnumerable<(string Name, ParameterEntry Entry)> Entries)> Vectors(
        ParameterBlock block)
    {
        var network = block.Network.Name;
        if (block.Entries.Count == 0)
        {
            yield break;
        }

        yield return (network, block.Values, block.Entries.Select(entry => (entry.Name, entry)));
        yield return ($"{TensorName.Gradient(network)}", block.Gradients, block.Entries.Select(entry => (GradientOf(entry), entry)));
        foreach (var state in block.StateNames)
        {
            yield return (
                TensorName.State(network, state),
                block.State(state),
                state == MovingAverage.StateName ? block.Entries.Select(entry => (TensorName.State(entry.Name, state), entry)) : []);
        }

        if (block.Buffers.Entries.Count > 0)
        {
            yield return (
                TensorName.State(network, "buffers"), block.Buffers.Current, block.Buffers.Entries.Select(entry => (entry.Name, entry)));
        }
    }

    private static IEnumerable<string> Names(ParameterBlock block) =>
        Vectors(block).SelectMany(vector => vector.Entries.Select(entry => entry.Name).Prepend(vector.Name));

    /// <summary>A graph whose session is there for its device's memory alone.</summary>
    internal static GraphBuilder Anchor()
    {
        var graph = new GraphBuilder("anchor");
        graph.Output("y", graph.Input("x", Shape.Of(1)).Relu());
        return graph;
    }

    private DeviceGraph Load(GraphBuilder graph, CompiledGraph? source = null) =>
        new(graph, _device, _allocator, name => _current.ContainsKey(graph.Renewed(name) ?? name), source);

    /// <summary>Tells the two sets of tensors of some networks apart: a recording holds for the set that it was made with.</summary>
    private int Variant(IReadOnlyList<ParameterBlock> blocks) =>
        blocks.Select((block, index) => _swapped.Contains(block.Network.Name) ? 1 << index : 0).Sum();

    /// <summary>One stretch of the device's memory, as a whole and tensor by tensor.</summary>
    private void Allocate(
        Dictionary<string, OrtValue> set, string name, NativeBuffer buffer, IEnumerable<(string Name, ParameterEntry Entry)> entries)
    {
        var whole = OrtValue.CreateAllocatedTensorValue(_allocator, TensorElementType.Float, [buffer.Length]);
        set[name] = whole;
        var begin = DeviceGraph.AddressOf(whole);
        foreach (var (part, entry) in entries)
        {
            set[part] = OrtValue.CreateTensorValueWithData(
                _memory, TensorElementType.Float, entry.Shape, begin + (entry.Offset * sizeof(float)), entry.Length * sizeof(float));
        }
    }

    private void Copy(bool toDevice, Dictionary<string, OrtValue> set)
    {
        var vectors = Blocks.SelectMany(Vectors).Where(vector => set.ContainsKey(vector.Name)).ToArray();
        OrtValue[] host = [.. vectors.Select(vector => vector.Buffer.View(0, [vector.Buffer.Length]))];
        OrtValue[] device = [.. vectors.Select(vector => set[vector.Name])];
        _device.Copy(toDevice ? host : device, toDevice ? device : host);
        foreach (var view in host)
        {
            view.Dispose();
        }
    }
}
