using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Networks.Optimizers;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// Training on the CPU: ONNX Runtime reads parameters and writes gradients in the blocks' own memory, and the optimizer passes over the
/// same memory.
/// </summary>
public sealed class HostEngine : TrainingEngine
{
    private readonly Dictionary<string, OrtValue> _tensors = [];
    private readonly CpuDevice _device = new();
    private readonly Lazy<Lanes> _lanes;

    /// <summary>Binds the blocks' memory.</summary>
    /// <param name="blocks">The networks.</param>
    /// <param name="lanes">Threads that run parts of batches; as many as ONNX Runtime uses when absent.</param>
    public HostEngine(IReadOnlyList<ParameterBlock> blocks, int? lanes = null)
        : base(blocks)
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        _lanes = new(() => new Lanes(lanes ?? OrtRuntime.Threads));
        foreach (var block in blocks)
        {
            foreach (var entry in block.Entries)
            {
                _tensors[entry.Name] = block.Values.View(entry.Offset, entry.Shape);
                if (block.Average is not null)
                {
                    _tensors[TensorName.State(entry.Name, MovingAverage.StateName)] = block.Sampled.View(entry.Offset, entry.Shape);
                }

                _tensors[GradientOf(entry)] = block.Gradients.View(entry.Offset, entry.Shape);
            }

            foreach (var entry in block.Buffers.Entries)
            {
                _tensors[entry.Name] = block.Buffers.Current.View(entry.Offset, entry.Shape);
                _tensors[$"{TensorName.New(entry.Name)}"] = block.Buffers.Next.View(entry.Offset, entry.Shape);
            }
        }
    }

    /// <inheritdoc/>
    public override Lowering Lowering => _device.Lowering;

    /// <inheritdoc/>
    public override CompiledGraph Compile(GraphBuilder graph, CompiledGraph? source = null)
    {
        var compiled = new BoundGraph(graph, _device, _tensors.ContainsKey, source: source);
        compiled.Bind(name => _tensors[name], name => _tensors[name]);
        return compiled;
    }

    /// <inheritdoc/>
    public override CompiledGraph? CompileParts(GraphBuilder part, int parts)
    {
        var trained = Blocks.Single(block => part.Outputs.Any(output => output.Name == GradientOf(block.Entries[0])));
        return new MicroBatchGraph(part, parts, _lanes.Value, _device, _tensors, trained);
    }

    /// <inheritdoc/>
    /// <remarks>Never: what feeds an input is in the same memory already.</remarks>
    public override bool Keep(string name, Shape shape, ReadOnlySpan<byte> elements) => false;

    /// <inheritdoc/>
    public override void Run(CompiledGraph graph)
    {
        if (graph is MicroBatchGraph parts)
        {
            parts.Run();
        }
        else
        {
            ((BoundGraph)graph).Run();
        }

        foreach (var block in Blocks)
        {
            block.Buffers.Advance(graph.Graph);
        }
    }

    /// <inheritdoc/>
    public override bool Update(string network, long step)
    {
        var block = Block(network);
        var finite = block.Optimizer.Update(step, block.Values.Span, block.Gradients.Span, name => block.State(name).Span);
        block.Average?.Update(step, block.Sampled.Span, block.Values.Span);
        return finite;
    }

    /// <inheritdoc/>
    public override void Upload(long step)
    {
    }

    /// <inheritdoc/>
    public override void Download()
    {
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_lanes.IsValueCreated)
        {
            _lanes.Value.Dispose();
        }

        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
