using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gan.Onnx.Graphs;

/// <summary>
/// A graph under construction. Shapes are inferred, and mistakes reported, as each node is added. The same calls in the
/// same order give the same bytes.
/// </summary>
/// <param name="name">The graph's name in the ONNX file.</param>
public sealed class GraphBuilder(string name)
{
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _initializers = [];
    private readonly List<Node> _nodes = [];
    private readonly List<(string Name, Value Value)> _outputs = [];
    private readonly Dictionary<string, string> _renewed = [];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _reserved = [];
    private readonly Dictionary<(ElementType, string), Value> _constants = [];
    private readonly Dictionary<string, int> _counters = [];
    private string _scope = "";

    /// <summary>The graph's name in the ONNX file.</summary>
    public string Name => name;

    /// <summary>What the caller of the graph feeds, in order.</summary>
    public IReadOnlyList<Value> Inputs => _inputs;

    /// <summary>Constants and weights stored in the file.</summary>
    public IReadOnlyList<Value> Initializers => _initializers;

    /// <summary>All nodes, in topological order.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>What the graph returns, in order.</summary>
    public IReadOnlyList<(string Name, Value Value)> Outputs => _outputs;

    /// <summary>Declares a graph input.</summary>
    /// <exception cref="GraphException">The name is taken.</exception>
    public Value Input(string inputName, Shape shape, ElementType element = ElementType.Float)
    {
        var value = new Value(this, Claim(inputName), new TensorType(element, shape));
        _inputs.Add(value);
        return value;
    }

    /// <summary>Declares a graph output under a name of its own.</summary>
    /// <exception cref="GraphException">The name is taken, or the value belongs to another graph.</exception>
    public void Output(string outputName, Value value)
    {
        CheckOwnership(value);
        _outputs.Add((Claim(outputName), value));
    }

    /// <summary>Declares a graph output by its role.</summary>
    /// <exception cref="GraphException">The name is taken, or the value belongs to another graph.</exception>
    public void Output(TensorName role, Value value)
    {
        Output(role.ToString(), value);
        if (role.Role == TensorRole.New)
        {
            _renewed.Add(role.ToString(), role.Of);
        }
    }

    /// <summary>The tensor whose new value an output is (<see cref="TensorRole.New"/>); null for all other outputs.</summary>
    public string? Renewed(string outputName) => _renewed.GetValueOrDefault(outputName);

    /// <summary>A named initializer, such as a weight of a frozen network.</summary>
    /// <exception cref="GraphException">The number of elements does not fit the shape, or the name is taken.</exception>
    public Value Initializer<T>(string initializerName, Shape shape, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        if (elements.Length != shape.ElementCount)
        {
            throw new GraphException(
                $"Initializer '{initializerName}': shape {shape} takes {shape.ElementCount} elements, got {elements.Length}.");
        }

        var element = ElementTypes.Of<T>()
            ?? throw new GraphException(
                $"Initializer '{initializerName}': element type {typeof(T).Name} is not supported. Use float, double, long, byte or bool.");
        return AddInitializer(Claim(initializerName), new TensorType(element, shape), MemoryMarshal.AsBytes(elements).ToArray());
    }

    /// <summary>A scalar initializer; equal scalars are stored once.</summary>
    public Value Scalar(double number, ElementType element = ElementType.Float) => element switch
    {
        ElementType.Float => Constant(element, Shape.Scalar, BitConverter.GetBytes((float)number)),
        ElementType.Double => Constant(element, Shape.Scalar, BitConverter.GetBytes(number)),
        _ => throw new GraphException($"Scalar: element type {element} is not supported. Use Float or Double."),
    };

    /// <summary>A one-dimensional initializer of integers (axes, shapes, bounds); equal ones are stored once.</summary>
    public Value Integers(params ReadOnlySpan<long> numbers) =>
        Constant(ElementType.Int64, Shape.Of(numbers.Length), MemoryMarshal.AsBytes(numbers).ToArray());

    /// <summary>A one-dimensional initializer of single-precision numbers; equal ones are stored once.</summary>
    public Value Floats(params ReadOnlySpan<float> numbers) =>
        Constant(ElementType.Float, Shape.Of(numbers.Length), MemoryMarshal.AsBytes(numbers).ToArray());

    /// <summary>A matrix of constants; equal ones are stored once.</summary>
    /// <param name="matrix">The numbers, row by row.</param>
    /// <param name="element">Float or Double.</param>
    public Value Matrix(double[,] matrix, ElementType element)
    {
        var numbers = matrix.Cast<double>();
        byte[] data = element == ElementType.Double
            ? [.. numbers.SelectMany(BitConverter.GetBytes)]
            : [.. numbers.SelectMany(number => BitConverter.GetBytes((float)number))];
        return Constant(element, Shape.Of(matrix.GetLength(0), matrix.GetLength(1)), data);
    }

    /// <summary>Adds a node and returns its output.</summary>
    /// <exception cref="GraphException">The operator's shape rule refuses the inputs; the message names the scope.</exception>
    public Value Add(Operator op, params IReadOnlyList<Value> inputs)
    {
        foreach (var input in inputs)
        {
            CheckOwnership(input);
        }

        TensorType type;
        try
        {
            type = op.Infer(inputs);
        }
        catch (GraphException exception) when (_scope.Length > 0)
        {
            throw new GraphException($"'{_scope}': {exception.Message}");
        }

        var node = new Node(op, Claim(Numbered(_scope.Length == 0 ? op.OpType : $"{_scope}/{op.OpType}")), _nodes.Count, [.. inputs]);
        node.Output = new Value(this, node.Name, type, node);
        _nodes.Add(node);
        return node.Output;
    }

    /// <summary>Keeps a name free for an output that is declared later: nodes added until then are numbered around it.</summary>
    public void Reserve(string outputName) => _reserved.Add(outputName);

    /// <summary>An initializer of any element type from its little-endian bytes, under its own name where that is free.</summary>
    internal Value Stored(string? initializerName, TensorType type, byte[] data) =>
        initializerName is not null && !_reserved.Contains(initializerName) && _names.Add(initializerName)
            ? AddInitializer(initializerName, type, data)
            : Constant(type.Element, type.Shape, data);

    /// <summary>Names the nodes added until the result is disposed after a layer or a part of a formula.</summary>
    public IDisposable Scope(string scope)
    {
        var outer = _scope;
        _scope = outer.Length == 0 ? scope : $"{outer}/{scope}";
        return new ScopeEnd(this, outer);
    }

    /// <summary>The value belongs to this graph.</summary>
    /// <exception cref="GraphException">It does not.</exception>
    internal void CheckOwnership(Value value)
    {
        if (value.Graph != this)
        {
            throw new GraphException(
                $"'{value.Name}' belongs to graph '{value.Graph.Name}', not to '{name}'. Build both in one GraphBuilder.");
        }
    }

    private Value Constant(ElementType element, Shape shape, byte[] data)
    {
        // Not the bytes themselves: tables of large images are megabytes, and a text of them four times as many.
        var key = (element, shape + Convert.ToHexString(SHA256.HashData(data)));
        if (!_constants.TryGetValue(key, out var value))
        {
            _constants[key] = value = AddInitializer(Claim(Numbered("constant")), new TensorType(element, shape), data);
        }

        return value;
    }

    private Value AddInitializer(string initializerName, TensorType type, byte[] data)
    {
        var value = new Value(this, initializerName, type, data: data);
        _initializers.Add(value);
        return value;
    }

    /// <summary>The stem with the next number; a graph that was read from a file may have taken some already.</summary>
    private string Numbered(string stem)
    {
        string numbered;
        do
        {
            var number = _counters[stem] = _counters.GetValueOrDefault(stem) + 1;
            numbered = $"{stem}_{number}";
        }
        while (_names.Contains(numbered) || _reserved.Contains(numbered));
        return numbered;
    }

    private string Claim(string wanted) => _names.Add(wanted)
        ? wanted
        : throw new GraphException($"The name '{wanted}' is taken in graph '{name}'. Use another.");

    private sealed class ScopeEnd(GraphBuilder graph, string outer) : IDisposable
    {
        public void Dispose() => graph._scope = outer;
    }
}
