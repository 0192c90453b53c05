using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// What one network's layers carry from step to step, in host memory, twice: a step reads one copy and writes the other, since ONNX
/// Runtime does not track an output bound over an input.
/// </summary>
public sealed class LayerBuffers : IDisposable
{
    private readonly Network _network;

    /// <summary>Room for a network's buffers; all zero.</summary>
    public LayerBuffers(Network network)
    {
        _network = network;
        var (entries, length) = ParameterEntry.Lay(network.Buffers.Select(spec => (spec.Name, spec.Shape)));
        Entries = entries;
        Current = new NativeBuffer(length);
        Next = new NativeBuffer(length);
    }

    /// <summary>Where each buffer lies, in the network's order.</summary>
    public IReadOnlyList<ParameterEntry> Entries { get; }

    /// <summary>What the last step of the network left.</summary>
    public NativeBuffer Current { get; }

    /// <summary>Where the network's step writes.</summary>
    public NativeBuffer Next { get; }

    /// <summary>Draws all first values.</summary>
    /// <param name="random">The network's initialisation stream.</param>
    public void Initialize(RandomStream random)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            _network.InitializeBuffer(i, Current.Span.Slice(Entries[i].Offset, Entries[i].Length), random);
        }
    }

    /// <summary>After a run: takes over what the graph wrote, if it was the network's step.</summary>
    public void Advance(GraphBuilder graph)
    {
        if (Entries.Count > 0 && graph.Outputs.Any(output => graph.Renewed(output.Name) == Entries[0].Name))
        {
            Next.Span.CopyTo(Current.Span);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current.Dispose();
        Next.Dispose();
    }
}
