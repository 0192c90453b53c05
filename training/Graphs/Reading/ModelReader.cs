namespace Gan.Onnx.Graphs.Reading;

/// <summary>Reads ONNX files into graphs, where they can be differentiated, changed and written again.</summary>
public static class ModelReader
{
    /// <summary>A file as a graph of its own: the same inputs, the same outputs.</summary>
    /// <param name="model">The file.</param>
    /// <param name="constants">Elements for inputs that shall not be fed, such as a shape that the graph must know when it is
    /// built.</param>
    /// <param name="axes">Sizes for free axes, by their names; those left out stay free.</param>
    /// <exception cref="GraphException">The file cannot be read; one line names all operators that stand in the way, with their
    /// nodes.</exception>
    public static GraphBuilder Read(
        OnnxModel model, IReadOnlyDictionary<string, KnownTensor>? constants = null, IReadOnlyDictionary<string, long>? axes = null)
    {
        var graph = new GraphBuilder(model.GraphName);
        foreach (var output in model.Outputs)
        {
            graph.Reserve(output);
        }

        var given = new Dictionary<string, Operand>();
        foreach (var name in model.InputNames)
        {
            given[name] = constants is not null && constants.TryGetValue(name, out var known) ? known : Input(graph, model, name, axes);
        }

        var values = Add(graph, model, given);
        foreach (var output in model.Outputs)
        {
            graph.Output(output, values[output]);
        }

        return graph;
    }

    /// <summary>A file's nodes as part of a graph.</summary>
    /// <param name="graph">The graph that grows.</param>
    /// <param name="model">The file.</param>
    /// <param name="given">What stands for each of the file's inputs, and perhaps for some of its initializers.</param>
    /// <param name="instead">Reads some nodes in a way of the caller's own; null, or an answer of null, for the usual way.</param>
    /// <param name="keepsNames">Whether initializers keep their names, or get such as the graph chooses for constants.</param>
    /// <returns>The file's outputs, by name.</returns>
    /// <exception cref="GraphException">The file cannot be read; one line names all operators that stand in the way, with their
    /// nodes.</exception>
    public static IReadOnlyDictionary<string, Value> Add(
        GraphBuilder graph,
        OnnxModel model,
        IReadOnlyDictionary<string, Operand> given,
        Func<ReadNode, IReadOnlyList<Value>?>? instead = null,
        bool keepsNames = true)
    {
        var walk = new ModelWalk(graph, model, given) { Instead = instead, KeepsNames = keepsNames };
        walk.Run();
        return model.Outputs.ToDictionary(output => output, output => walk[output].In(graph));
    }

    private static Operand Input(GraphBuilder graph, OnnxModel model, string name, IReadOnlyDictionary<string, long>? axes)
    {
        try
        {
            var type = model.InputType(name);
            var shape = new Shape(type.Shape.Select(
                d => axes is not null && d.Symbol is { } symbol && axes.TryGetValue(symbol, out var size) ? size : d));
            return graph.Input(name, shape, type.Element);
        }
        catch (GraphException exception)
        {
            throw new GraphException($"'{model.Name}' cannot be read: input {exception.Message.TrimEnd('.')}.");
        }
    }
}
