using Gan.Onnx.Graphs.Protobuf;
using DimensionCase = Gan.Onnx.Graphs.Protobuf.TensorShapeProto.Types.Dimension.ValueOneofCase;

namespace Gan.Onnx.Graphs.Reading;

/// <summary>One walk through a file's nodes, from its inputs to its outputs.</summary>
internal sealed class ModelWalk(GraphBuilder graph, OnnxModel model, IReadOnlyDictionary<string, Operand> given)
{
    private static readonly Dictionary<string, OperatorReader> Readers = typeof(OperatorReader).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(OperatorReader)) && !type.IsAbstract)
        .Select(type => (OperatorReader)Activator.CreateInstance(type)!)
        .ToDictionary(reader => reader.OpType);

    private readonly Dictionary<string, Operand> _operands = new(given);
    private readonly (Dimension Exported, Dimension Given)? _batch = BatchOf(model, given);
    private readonly Dictionary<string, List<string>> _unknown = [];
    private readonly List<string> _refused = [];
    private readonly HashSet<string> _unread = [];

    /// <summary>Names of the operators that are read.</summary>
    public static IEnumerable<string> Operators => Readers.Keys;

    /// <summary>Reads some nodes in a way of the caller's own.</summary>
    public Func<ReadNode, IReadOnlyList<Value>?>? Instead { get; init; }

    /// <summary>Whether initializers keep their names.</summary>
    public bool KeepsNames { get; init; } = true;

    /// <summary>A tensor of the file, once it has been read.</summary>
    /// <exception cref="GraphException">No node computes it.</exception>
    public Operand this[string tensor] => _operands.GetValueOrDefault(tensor)
        ?? throw new GraphException($"'{model.Name}' cannot be read: nothing computes '{tensor}'.");

    /// <summary>Reads everything.</summary>
    /// <exception cref="GraphException">Something cannot be read.</exception>
    public void Run()
    {
        foreach (var initializer in model.Initializers.Where(initializer => !_operands.ContainsKey(initializer.Name)))
        {
            Try([initializer.Name], $"initializer '{initializer.Name}'", () =>
            {
                var (type, data) = initializer.Read();
                return [Operand.Initializer(KeepsNames ? initializer.Name : null, type, data)];
            });
        }

        for (var i = 0; i < model.Nodes.Count; i++)
        {
            Visit(model.Nodes[i], i);
        }

        string[] reasons = [.. Unknown(), .. _refused];
        if (reasons.Length > 0)
        {
            var hint = _batch is { } batch && _unknown.Count == 0
                ? $" The file was exported for batches of {batch.Exported}: export it with a free first axis (dynamic_axes)."
                : "";
            throw new GraphException($"'{model.Name}' cannot be read: {string.Join("; ", reasons)}.{hint}");
        }
    }

    /// <summary>The first axis that the file fixes and the caller gives otherwise.</summary>
    private static (Dimension Exported, Dimension Given)? BatchOf(OnnxModel model, IReadOnlyDictionary<string, Operand> given)
    {
        foreach (var input in model.Inputs)
        {
            if (given.TryGetValue(input.Name, out var operand) && operand.Type.Shape.Rank > 0
                && input.Type?.TensorType?.Shape?.Dim is [{ ValueCase: DimensionCase.DimValue } first, ..]
                && new Dimension(first.DimValue) != operand.Type.Shape[0])
            {
                return (first.DimValue, operand.Type.Shape[0]);
            }
        }

        return null;
    }

    private IEnumerable<string> Unknown() => _unknown.Count == 0
        ? []
        : ["operators unknown here: " + string.Join(", ", _unknown.Select(pair => $"{pair.Key} ({string.Join(", ", pair.Value)})"))];

    private void Visit(NodeProto node, int index)
    {
        var name = node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(output => output.Length > 0) ?? $"{node.OpType}_{index}";
        if (!OnnxModel.IsStandard(node.Domain) || !Readers.TryGetValue(node.OpType, out var reader))
        {
            var op = OnnxModel.IsStandard(node.Domain) ? node.OpType : $"{node.Domain}.{node.OpType}";
            _unknown.TryAdd(op, []);
            _unknown[op].Add($"'{name}'");
            _unread.UnionWith(node.Output);
            return;
        }

        // What stands behind a node that cannot be read is not its own fault.
        if (node.Input.Any(_unread.Contains))
        {
            _unread.UnionWith(node.Output);
            return;
        }

        Try([.. node.Output], $"{node.OpType} '{name}'", () => Read(reader, node, name));
    }

    private IReadOnlyList<Operand> Read(OperatorReader reader, NodeProto node, string name)
    {
        Operand?[] inputs = [.. node.Input.Select(input => input.Length == 0 ? null : this[input])];
        var view = new ReadNode(graph, node, inputs, model.Opset) { IsOurs = model.IsOurs, Batch = _batch };
        IReadOnlyList<Operand> outputs;
        using (graph.Scope(name))
        {
            outputs = (reader.LooksAtShapesOnly || view.IsKnown) && reader.FoldAll(view) is { } folded
                ? [.. folded.Select(known => (Operand)known)]
                : [.. (Instead?.Invoke(view) ?? reader.Read(view)).Select(value => (Operand)value)];
        }

        if (view.Unasked.ToArray() is { Length: > 0 } unasked)
        {
            throw new GraphException($"attribute {string.Join(", ", unasked)} is not known");
        }

        return outputs.Count >= view.OutputCount
            ? outputs
            : throw new GraphException($"only the first {outputs.Count} of {view.OutputCount} outputs are read");
    }

    private void Try(IReadOnlyList<string> outputs, string subject, Func<IReadOnlyList<Operand>> read)
    {
        try
        {
            var operands = read();
            for (var i = 0; i < Math.Min(outputs.Count, operands.Count); i++)
            {
                _operands[outputs[i]] = operands[i];
            }
        }
        catch (GraphException exception)
        {
            Refuse(exception.Message);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or InvalidOperationException
            or OverflowException or DivideByZeroException)
        {
            // Inputs or attributes that contradict each other in a way that no reader foresaw.
            Refuse($"the file is damaged ({exception.Message})");
        }

        void Refuse(string reason)
        {
            _refused.Add($"{subject}: {reason.TrimEnd('.')}");
            _unread.UnionWith(outputs.Where(output => output.Length > 0));
        }
    }
}
