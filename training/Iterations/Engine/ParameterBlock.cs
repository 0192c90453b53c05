using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Optimizers;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// One network's parameters, gradients and optimizer state in host memory: one contiguous block of each kind, so that
/// optimizer, NaN check and checkpoint are single passes. Padding between parameters is always zero.
/// </summary>
public sealed class ParameterBlock : IDisposable
{
    private readonly Dictionary<string, NativeBuffer> _states;

    /// <summary>Room for a network's parameters and for what its optimizer remembers; all zero.</summary>
    /// <param name="network">The parameters' shapes.</param>
    /// <param name="optimizer">What updates them.</param>
    /// <param name="average">The moving average that is kept of them; null for none.</param>
    public ParameterBlock(Network network, Optimizer optimizer, MovingAverage? average = null)
    {
        Average = average;
        StateNames = average is null ? optimizer.StateNames : [.. optimizer.StateNames, MovingAverage.StateName];
        Network = network;
        Optimizer = optimizer;
        Buffers = new LayerBuffers(network);
        var (entries, length) = ParameterEntry.Lay(network.Parameters.Select(spec => (spec.Name, spec.Shape)));
        Entries = entries;
        Values = new NativeBuffer(length);
        Gradients = new NativeBuffer(length);
        _states = StateNames.ToDictionary(name => name, _ => new NativeBuffer(length));
    }

    /// <summary>The network whose parameters these are.</summary>
    public Network Network { get; }

    /// <summary>What updates them.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The moving average that is kept; null for none.</summary>
    public MovingAverage? Average { get; }

    /// <summary>What is remembered of every parameter: the optimizer's states, and the average if there is one.</summary>
    public IReadOnlyList<string> StateNames { get; }

    /// <summary>The parameters that samples are made with: the averaged ones if there are any.</summary>
    public NativeBuffer Sampled => Average is null ? Values : State(MovingAverage.StateName);

    /// <summary>Where each parameter lies, in the network's order.</summary>
    public IReadOnlyList<ParameterEntry> Entries { get; }

    /// <summary>The parameters.</summary>
    public NativeBuffer Values { get; }

    /// <summary>∂loss/∂parameter of the last step.</summary>
    public NativeBuffer Gradients { get; }

    /// <summary>The block of one of <see cref="StateNames"/>.</summary>
    public NativeBuffer State(string name) => _states[name];

    /// <summary>What the network's layers carry from step to step.</summary>
    public LayerBuffers Buffers { get; }

    /// <summary>Draws all first values.</summary>
    public void Initialize(RandomStream random)
    {
        Buffers.Initialize(random);
        for (var i = 0; i < Entries.Count; i++)
        {
            Network.Initialize(i, Values.Span.Slice(Entries[i].Offset, Entries[i].Length), random);
        }

        if (Average is not null)
        {
            Values.Span.CopyTo(Sampled.Span);
        }
    }

    /// <summary>
    /// Every tensor that must survive a restart, under the names that files use: <c>PATH</c> and <c>PATH.STATE</c>, then the layers'
    /// buffers.
    /// </summary>
    public IEnumerable<(string Name, ParameterEntry Entry, NativeBuffer Buffer)> Persistent()
    {
        foreach (var entry in Entries)
        {
            yield return (entry.Name, entry, Values);
            foreach (var state in StateNames)
            {
                yield return (TensorName.State(entry.Name, state), entry, State(state));
            }
        }

        foreach (var entry in Buffers.Entries)
        {
            yield return (entry.Name, entry, Buffers.Current);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Buffers.Dispose();
        Values.Dispose();
        Gradients.Dispose();
        foreach (var state in _states.Values)
        {
            state.Dispose();
        }
    }
}

/// <summary>Where a parameter lies in its block.</summary>
/// <param name="Name">The dotted path.</param>
/// <param name="Shape">Fixed sizes.</param>
/// <param name="Offset">First float in the block.</param>
/// <param name="Length">Number of floats.</param>
public sealed record ParameterEntry(string Name, long[] Shape, int Offset, int Length)
{
    private const int Granule = NativeBuffer.Alignment / sizeof(float);

    /// <summary>Lays tensors one after the other, each on a cache line of its own.</summary>
    /// <returns>Where they lie, and the floats that all of them take.</returns>
    internal static (IReadOnlyList<ParameterEntry> Entries, int Length) Lay(IEnumerable<(string Name, Shape Shape)> tensors)
    {
        var offset = 0;
        var entries = new List<ParameterEntry>();
        foreach (var (name, shape) in tensors)
        {
            var length = checked((int)shape.ElementCount);
            entries.Add(new ParameterEntry(name, shape.Sizes, offset, length));
            offset += (length + Granule - 1) / Granule * Granule;
        }

        return (entries, offset);
    }
}
