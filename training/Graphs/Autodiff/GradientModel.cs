using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Autodiff;

/// <summary>The derivative of an ONNX file as a graph of its own.</summary>
public static class GradientModel
{
    /// <summary>
    /// Inputs of the file, and outputs <c>gradient/NAME</c>, the derivative of one of its outputs with respect to some of its tensors. An
    /// output of several numbers gets an input more, <c>gradient/OUTPUT</c> of its shape: what arrives there from whatever comes after it.
    /// </summary>
    /// <param name="model">The file.</param>
    /// <param name="of">The output that is differentiated; it stays an output.</param>
    /// <param name="with">Inputs and initializers of floating-point numbers.</param>
    /// <param name="batch">A size for all free axes; null to leave them free.</param>
    /// <exception cref="GraphException">There is no such tensor, the file cannot be read, or a gradient ends on the way.</exception>
    public static GraphBuilder Of(OnnxModel model, string of, IReadOnlyList<string> with, long? batch = null)
    {
        Check(model, of, with);
        var graph = new GraphBuilder("gradients");
        graph.Reserve(of);
        var given = new Dictionary<string, Operand>();
        foreach (var name in model.InputNames)
        {
            var type = model.InputType(name);
            var shape = new Shape(type.Shape.Select(d => d.IsFixed || batch is null ? d : batch.Value));
            given[name] = graph.Input(name, shape, type.Element);
        }

        foreach (var initializer in model.Initializers.Where(initializer => with.Contains(initializer.Name)))
        {
            var (type, data) = initializer.Read();
            given[initializer.Name] = graph.Stored(initializer.Name, type, data);
        }

        var root = ModelReader.Add(graph, model, given)[of];
        Value[] inputs = [.. with.Select(name => given[name].In(graph))];
        if (inputs.Append(root).FirstOrDefault(value => !value.Type.Element.IsFloatingPoint()) is { } other)
        {
            throw new GraphException($"'{model.Name}': '{other.Name}' is {other.Type}; only floating-point numbers have gradients.");
        }

        if (Gradients.Obstacles(root, inputs) is { Count: > 0 } obstacles)
        {
            throw GraphException.NoGradient(root, obstacles);
        }

        graph.Output(of, root);
        var arriving = root.Shape.Rank == 0 ? null : graph.Input($"{TensorName.Gradient(of)}", root.Shape, root.Type.Element);
        var gradients = Gradients.Of(root, inputs, arriving);
        for (var i = 0; i < inputs.Length; i++)
        {
            graph.Output(TensorName.Gradient(with[i]), gradients[i]);
        }

        return graph;
    }

    private static void Check(OnnxModel model, string of, IReadOnlyList<string> with)
    {
        if (!model.Outputs.Contains(of))
        {
            throw new GraphException($"'{model.Name}' has no output '{of}'; it has {string.Join(", ", model.Outputs)}.");
        }

        string[] known = [.. model.InputNames, .. model.Initializers.Select(initializer => initializer.Name)];
        if (with.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new GraphException($"'{model.Name}' has no input or initializer '{unknown}'; it has {string.Join(", ", known)}.");
        }

        if (with.Distinct().Count() < with.Count || with.Contains(of))
        {
            throw new GraphException("a tensor is named twice. Name each once.");
        }
    }
}
