namespace Gan.Onnx.Graphs;

/// <summary>A tensor of the graph: an input, an initializer, or the output of a node. Operators are extension methods on it.</summary>
public sealed class Value
{
    internal Value(GraphBuilder graph, string name, TensorType type, Node? producer = null, byte[]? data = null)
    {
        Graph = graph;
        Name = name;
        Type = type;
        Producer = producer;
        Data = data;
    }

    /// <summary>The graph that this value belongs to.</summary>
    public GraphBuilder Graph { get; }

    /// <summary>Unique within the graph.</summary>
    public string Name { get; }

    /// <summary>Element type and shape.</summary>
    public TensorType Type { get; }

    /// <summary>The shape.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>The node that computes this value; null for inputs and initializers.</summary>
    public Node? Producer { get; }

    /// <summary>An initializer's little-endian bytes; null for everything else.</summary>
    public byte[]? Data { get; }

    /// <summary>The gradient of the function that ends here, instead of the producer's; null where there is none.</summary>
    public GradientRule? GradientRule { get; internal set; }

    /// <summary>A scalar initializer of this value's element type, for formulas such as <c>x * x.Scalar(2)</c>.</summary>
    public Value Scalar(double number) => Graph.Scalar(number, Type.Element);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type}";
}
