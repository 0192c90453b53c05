using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// A graph loaded into ONNX Runtime, with every input and output bound to memory that stays in place: parameters and
/// gradients to the engine's, what another graph computes to that graph's, everything else to buffers of its own. Not thread-safe.
/// </summary>
public class CompiledGraph : IDisposable
{
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();
    private readonly Dictionary<string, (NativeBuffer Buffer, OrtValue Value)> _feeds = [];
    private readonly Dictionary<string, (NativeBuffer Buffer, OrtValue Value)> _results = [];

    /// <summary>Loads a graph and allocates what the engine does not keep itself.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="isResident">Whether the engine keeps a tensor.</param>
    /// <param name="replayed">Whether all runs use the same addresses, so that the device may record and replay them.</param>
    /// <param name="source">The graph whose outputs are inputs of this one wherever the names agree; it is disposed of later.</param>
    /// <exception cref="EngineException">Such an output has another type or shape than the input.</exception>
    internal CompiledGraph(
        GraphBuilder graph, Device device, Func<string, bool> isResident, bool replayed = false, CompiledGraph? source = null)
    {
        Graph = graph;
        Source = source;
        foreach (var input in graph.Inputs.Where(input => Borrows(input.Name)))
        {
            var type = source!.Results.First(result => result.Name == input.Name).Type;
            if (type != input.Type)
            {
                throw EngineException.UnlikeSource(graph.Name, input, source.Graph.Name, type);
            }
        }

        using var options = OrtRuntime.SessionOptions(device, replayed);
        Session = new InferenceSession(ModelWriter.Write(graph), options);
        _binding = Session.CreateIoBinding();
        Allocate(_feeds, graph.Inputs.Select(input => (input.Name, input.Type)), name => isResident(name) || Borrows(name));
        Allocate(_results, graph.Outputs.Select(output => (output.Name, output.Value.Type)), isResident);
    }

    /// <summary>What was compiled.</summary>
    public GraphBuilder Graph { get; }

    /// <summary>The graph whose outputs are inputs of this one wherever the names agree; null for none.</summary>
    public CompiledGraph? Source { get; }

    /// <summary>Names and types of what must be fed.</summary>
    public IEnumerable<(string Name, TensorType Type)> Feeds =>
        Graph.Inputs.Where(input => _feeds.ContainsKey(input.Name)).Select(input => (input.Name, input.Type));

    /// <summary>Names and types of what the source computes.</summary>
    public IEnumerable<(string Name, TensorType Type)> Borrowed =>
        Graph.Inputs.Where(input => Borrows(input.Name)).Select(input => (input.Name, input.Type));

    /// <summary>Names and types of what can be read.</summary>
    public IEnumerable<(string Name, TensorType Type)> Results =>
        Graph.Outputs.Where(output => _results.ContainsKey(output.Name)).Select(output => (output.Name, output.Value.Type));

    /// <summary>The caller must feed such an input.</summary>
    public bool Takes(string name) => _feeds.ContainsKey(name);

    /// <summary>The memory of an input of floats, to be filled before a run.</summary>
    /// <exception cref="EngineException">The graph has no such input, it holds no floats, or the engine itself feeds it.</exception>
    public Span<float> Input(string name) => Input<float>(name);

    /// <summary>The memory of an input, to be filled before a run.</summary>
    /// <typeparam name="T">What .NET calls the input's element type: float, long, byte.</typeparam>
    /// <exception cref="EngineException">The graph has no such input, it holds other elements, or the engine itself feeds it.</exception>
    public Span<T> Input<T>(string name)
        where T : unmanaged
    {
        var buffer = Find(_feeds, "input to feed", name);
        return ElementTypes.Of<T>() == buffer.Element
            ? buffer.Elements<T>()
            : throw EngineException.WrongElement(Graph.Name, name, buffer.Element, typeof(T));
    }

    /// <summary>The memory of an output, valid until the next run.</summary>
    /// <exception cref="EngineException">The graph has no such output, or the engine itself keeps it.</exception>
    public ReadOnlySpan<float> Output(string name)
    {
        var buffer = Find(_results, "output to read", name);
        Fetch();
        return buffer.Span;
    }

    /// <summary>An output of a single number.</summary>
    public float Scalar(string name) => Output(name)[0];

    /// <summary>
    /// Binds everything anew: the engine's tensors by the resolver, the rest to this graph's buffers (which copies them to a device).
    /// </summary>
    internal void Bind(Func<string, OrtValue> input, Func<string, OrtValue> output)
    {
        foreach (var value in Graph.Inputs)
        {
            _binding.BindInput(
                value.Name, _feeds.TryGetValue(value.Name, out var feed) ? feed.Value : FromSource(value.Name) ?? input(value.Name));
        }

        foreach (var (name, _) in Graph.Outputs)
        {
            _binding.BindOutput(name, _results.TryGetValue(name, out var result) ? result.Value : output(name));
        }
    }

    internal void Run() => Session.RunWithBinding(_runOptions, _binding);

    internal OrtAllocator CreateAllocator(OrtMemoryInfo memory) => new(Session, memory);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where this graph leaves an output that can be read.</summary>
    internal virtual OrtValue Computed(string name) => _results[name].Value;

    /// <summary>Where the source leaves an input; null when it computes none of that name.</summary>
    private protected OrtValue? FromSource(string name) => Borrows(name) ? Source!.Computed(name) : null;

    /// <summary>Makes the host's copies of all outputs those of the last run.</summary>
    private protected virtual void Fetch()
    {
    }

    /// <summary>The session that runs the graph.</summary>
    private protected InferenceSession Session { get; }

    /// <summary>The host's copy of what is fed.</summary>
    private protected OrtValue HostFeed(string name) => _feeds[name].Value;

    /// <summary>The host's copy of what is read.</summary>
    private protected OrtValue HostResult(string name) => _results[name].Value;

    /// <summary>Gives the session and the buffers back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _binding.Dispose();
        Session.Dispose();
        _runOptions.Dispose();
        foreach (var (buffer, value) in _feeds.Values.Concat(_results.Values))
        {
            value.Dispose();
            buffer.Dispose();
        }
    }

    private static void Allocate(
        Dictionary<string, (NativeBuffer, OrtValue)> buffers,
        IEnumerable<(string Name, TensorType Type)> tensors,
        Func<string, bool> isResident)
    {
        foreach (var (name, type) in tensors.Where(tensor => !isResident(tensor.Name)))
        {
            var buffer = new NativeBuffer(type.Shape.ElementCount, type.Element);
            buffers[name] = (buffer, buffer.View(0, type.Shape.Sizes));
        }
    }

    private bool Borrows(string name) => Source?._results.ContainsKey(name) ?? false;

    private NativeBuffer Find(Dictionary<string, (NativeBuffer Buffer, OrtValue Value)> buffers, string kind, string name) =>
        buffers.TryGetValue(name, out var found) ? found.Buffer : throw EngineException.NoSuchTensor(Graph.Name, kind, name, buffers.Keys);
}
