using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// A graph that an engine can run, as its users see it: buffers that are filled before a run, buffers that are read after it, and the
/// rest the engine's own. Not thread-safe.
/// </summary>
public abstract class CompiledGraph : IDisposable
{
    private readonly int _parts;
    private readonly Dictionary<string, (NativeBuffer Buffer, OrtValue Value)> _feeds = [];
    private readonly Dictionary<string, (NativeBuffer Buffer, OrtValue Value)> _results = [];

    /// <summary>Allocates what the engine does not keep itself.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isResident">Whether the engine keeps a tensor.</param>
    /// <param name="source">The graph whose outputs are inputs of this one wherever the names agree; it is disposed of later.</param>
    /// <param name="parts">Times that what is fed is as long, along axis 0, as the graph's inputs.</param>
    /// <exception cref="EngineException">Such an output has another type or shape than the input.</exception>
    private protected CompiledGraph(GraphBuilder graph, Func<string, bool> isResident, CompiledGraph? source, int parts = 1)
    {
        _parts = parts;
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

        Allocate(_feeds, graph.Inputs.Select(input => (input.Name, Fed(input.Type))), name => isResident(name) || Borrows(name));
        Allocate(_results, graph.Outputs.Select(output => (output.Name, output.Value.Type)), isResident);
    }

    /// <summary>What was compiled.</summary>
    public GraphBuilder Graph { get; }

    /// <summary>The graph whose outputs are inputs of this one wherever the names agree; null for none.</summary>
    public CompiledGraph? Source { get; }

    /// <summary>Names and types of what must be fed.</summary>
    public IEnumerable<(string Name, TensorType Type)> Feeds =>
        Graph.Inputs.Where(input => _feeds.ContainsKey(input.Name)).Select(input => (input.Name, Fed(input.Type)));

    /// <summary>Names and types of what the source computes.</summary>
    public IEnumerable<(string Name, TensorType Type)> Borrowed =>
        Graph.Inputs.Where(input => Borrows(input.Name)).Select(input => (input.Name, input.Type));

    /// <summary>Names and types of what can be read.</summary>
    public IEnumerable<(string Name, TensorType Type)> Results =>
        Graph.Outputs.Where(output => _results.ContainsKey(output.Name)).Select(output => (output.Name, output.Value.Type));

    /// <summary>The caller must feed such an input.</summary>
    public bool Takes(string name) => _feeds.ContainsKey(name);

    /// <summary>The caller can read such an output.</summary>
    private protected bool Gives(string name) => _results.ContainsKey(name);

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

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where this graph leaves an output that can be read.</summary>
    internal virtual OrtValue Computed(string name) => _results[name].Value;

    /// <summary>Makes the host's copies of all outputs those of the last run.</summary>
    private protected virtual void Fetch()
    {
    }

    /// <summary>The host's copy of what is fed.</summary>
    private protected OrtValue HostFeed(string name) => _feeds[name].Value;

    /// <summary>What one of the parts takes of a feed.</summary>
    private protected OrtValue PartOfFeed(string name, int part)
    {
        var shape = Graph.Inputs.First(input => input.Name == name).Shape;
        return _feeds[name].Buffer.View(checked((int)(part * shape.ElementCount)), shape.Sizes);
    }

    /// <summary>The host's copy of what is read.</summary>
    private protected OrtValue HostResult(string name) => _results[name].Value;

    /// <summary>Where a run leaves what is read.</summary>
    private protected Span<float> ResultMemory(string name) => _results[name].Buffer.Span;

    /// <summary>The source computes an input.</summary>
    private protected bool Borrows(string name) => Source?._results.ContainsKey(name) ?? false;

    /// <summary>Gives the buffers back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var (buffer, value) in _feeds.Values.Concat(_results.Values))
        {
            value.Dispose();
            buffer.Dispose();
        }
    }

    private TensorType Fed(TensorType type) =>
        _parts == 1 ? type : new TensorType(type.Element, type.Shape.With(0, _parts * type.Shape[0].Size));

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

    private NativeBuffer Find(Dictionary<string, (NativeBuffer Buffer, OrtValue Value)> buffers, string kind, string name) =>
        buffers.TryGetValue(name, out var found) ? found.Buffer : throw EngineException.NoSuchTensor(Graph.Name, kind, name, buffers.Keys);
}
