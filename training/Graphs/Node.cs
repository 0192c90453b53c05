namespace Gan.Onnx.Graphs;

/// <summary>
/// One application of an operator. Nodes of a graph are numbered in the order of their making, which is a topological order.
/// </summary>
public sealed class Node
{
    internal Node(Operator op, string name, int index, IReadOnlyList<Value> inputs)
    {
        Operator = op;
        Name = name;
        Index = index;
        Inputs = inputs;
    }

    /// <summary>The operator with its attributes.</summary>
    public Operator Operator { get; }

    /// <summary>Unique within the graph; begins with the layer that made it.</summary>
    public string Name { get; }

    /// <summary>Position in the graph's list of nodes.</summary>
    public int Index { get; }

    /// <summary>The inputs, in the operator's order.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>The only output.</summary>
    public Value Output { get; internal set; } = null!;
}
