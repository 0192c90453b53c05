using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// A graph loaded into ONNX Runtime, with every input and output bound to memory that stays in place: parameters and
/// gradients to the engine's, what another graph computes to that graph's, everything else to buffers of its own.
/// </summary>
public class BoundGraph : CompiledGraph
{
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();

    /// <summary>Loads a graph and allocates what the engine does not keep itself.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="isResident">Whether the engine keeps a tensor.</param>
    /// <param name="replayed">Whether all runs use the same addresses, so that the device may record and replay them.</param>
    /// <param name="source">The graph whose outputs are inputs of this one wherever the names agree; it is disposed of later.</param>
    /// <exception cref="EngineException">Such an output has another type or shape than the input.</exception>
    internal BoundGraph(
        GraphBuilder graph, Device device, Func<string, bool> isResident, bool replayed = false, CompiledGraph? source = null)
        : base(graph, isResident, source)
    {
        using var options = OrtRuntime.SessionOptions(device, replayed);
        Session = new InferenceSession(ModelWriter.Write(graph), options);
        _binding = Session.CreateIoBinding();
    }

    /// <summary>
    /// Binds everything anew: the engine's tensors by the resolver, the rest to this graph's buffers (which copies them to a device).
    /// </summary>
    internal void Bind(Func<string, OrtValue> input, Func<string, OrtValue> output)
    {
        foreach (var name in Graph.Inputs.Select(value => value.Name))
        {
            _binding.BindInput(name, Takes(name) ? HostFeed(name) : FromSource(name) ?? input(name));
        }

        foreach (var (name, _) in Graph.Outputs)
        {
            _binding.BindOutput(name, Gives(name) ? HostResult(name) : output(name));
        }
    }

    internal void Run() => Session.RunWithBinding(_runOptions, _binding);

    internal OrtAllocator CreateAllocator(OrtMemoryInfo memory) => new(Session, memory);

    /// <summary>Where the source leaves an input; null when it computes none of that name.</summary>
    private protected OrtValue? FromSource(string name) => Borrows(name) ? Source!.Computed(name) : null;

    /// <summary>The session that runs the graph.</summary>
    private protected InferenceSession Session { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _binding.Dispose();
        Session.Dispose();
        _runOptions.Dispose();
        base.Dispose(disposing);
    }
}
