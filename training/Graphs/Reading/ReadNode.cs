using Gan.Onnx.Graphs.Protobuf;
using AttributeType = Gan.Onnx.Graphs.Protobuf.AttributeProto.Types.AttributeType;

namespace Gan.Onnx.Graphs.Reading;

/// <summary>
/// One node of a file as its <see cref="OperatorReader"/> sees it. Attributes that no reader asks for are refused afterwards.
/// </summary>
/// <param name="graph">The graph under construction.</param>
/// <param name="proto">The node.</param>
/// <param name="inputs">Its inputs, null for those left out.</param>
/// <param name="opset">The file's version of the standard operators.</param>
public sealed class ReadNode(GraphBuilder graph, NodeProto proto, IReadOnlyList<Operand?> inputs, int opset)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>The graph under construction.</summary>
    public GraphBuilder Graph => graph;

    /// <summary>The file's version of the standard operators.</summary>
    public int Opset => opset;

    /// <summary>Inputs that the node names, with those left out between them.</summary>
    public int InputCount => inputs.Count;

    /// <summary>All inputs that are given are known.</summary>
    public bool IsKnown => inputs.All(input => input is null || input.IsKnown);

    /// <summary>How many outputs the node names, counted to the last that is not left out.</summary>
    public int OutputCount => proto.Output.Count - proto.Output.Reverse().TakeWhile(output => output.Length == 0).Count();

    /// <summary>Attributes that the reader did not ask for.</summary>
    public IEnumerable<string> Unasked => proto.Attribute.Select(attribute => attribute.Name).Where(name => !_asked.Contains(name));

    /// <summary>True when the input is given.</summary>
    public bool Has(int input) => input < inputs.Count && inputs[input] is not null;

    /// <summary>An input's name in the file.</summary>
    public string Name(int input) => Has(input) ? proto.Input[input] : throw new GraphException($"input {input} is not given");

    /// <summary>The operator's name.</summary>
    public string OpType => proto.OpType;

    /// <summary>True where no gradient passes: an Identity of a file of ours, but for those that only give an output its name.</summary>
    public bool IsDetached => IsOurs && proto.OpType == "Identity" && proto.Name != ModelWriter.CopyName(proto.Output[0]);

    /// <summary>Whether this library wrote the file.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The one batch that the file was exported for, and the other one that it is read for; null where there is none.</summary>
    public (Dimension Exported, Dimension Given)? Batch { get; init; }

    /// <summary>A shape of the file for the given batch: the exported one makes way for it at the front of what has it there.</summary>
    /// <param name="axes">The shape; null for axes that are left open.</param>
    /// <param name="x">The shape of what comes to have it.</param>
    public Dimension?[] Rebatched(Dimension?[] axes, Shape x) =>
        Batch is { } batch && axes.Length > 0 && x.Rank > 0 && axes[0] == batch.Exported && x[0] == batch.Given
            ? [x[0], .. axes[1..]]
            : axes;

    /// <summary>An input's type.</summary>
    public TensorType Type(int input) => Given(input).Type;

    /// <summary>An input as a value of the graph.</summary>
    public Value Value(int input) => Given(input).In(graph);

    /// <summary>All inputs as values of the graph.</summary>
    public IReadOnlyList<Value> Values() => [.. Enumerable.Range(0, inputs.Count).Select(Value)];

    /// <summary>True when the input is given and known at load.</summary>
    public bool IsKnownInput(int input) => Has(input) && inputs[input]!.IsKnown;

    /// <summary>An input's elements, which must be known at load.</summary>
    public KnownTensor Known(int input) => Given(input).CanBeKnown
        ? Given(input).Known
        : throw new GraphException($"input {input} is known only when the graph runs; it must be a constant");

    /// <summary>An input's integers, which must be known at load.</summary>
    public long[] Integers(int input) => Known(input) is { IsFixed: true } known
        ? [.. known.Numbers.Select(number => (long)number)]
        : throw new GraphException($"input {input} depends on a free axis; it must be a constant");

    /// <summary>A list of integers that was an attribute first and an input later; null where it is not given.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="input">The input's place.</param>
    /// <param name="movedAt">The opset that made an input of it.</param>
    public long[]? Integers(string name, int input, int movedAt) => opset < movedAt ? Ints(name) : Has(input) ? Integers(input) : null;

    /// <summary>An integer attribute.</summary>
    public long Int(string name, long absent) => Attribute(name, AttributeType.Int)?.I ?? absent;

    /// <summary>A truth value, which ONNX writes as 0 or 1.</summary>
    public bool Flag(string name, bool absent = false) => Int(name, absent ? 1 : 0) != 0;

    /// <summary>A float attribute.</summary>
    public double Float(string name, double absent) => Attribute(name, AttributeType.Float)?.F ?? absent;

    /// <summary>A text attribute.</summary>
    public string Text(string name, string absent) => Attribute(name, AttributeType.String)?.S.ToStringUtf8() ?? absent;

    /// <summary>An attribute that is a list of integers; null where it is not given.</summary>
    public long[]? Ints(string name) => Attribute(name, AttributeType.Ints) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>An attribute that is a list of numbers; null where it is not given.</summary>
    public float[]? Floats(string name) => Attribute(name, AttributeType.Floats) is { } attribute ? [.. attribute.Floats] : null;

    /// <summary>An attribute that is a tensor; null where it is not given.</summary>
    public KnownTensor? Tensor(string name)
    {
        if (Attribute(name, AttributeType.Tensor)?.T is not { } tensor)
        {
            return null;
        }

        var (type, data) = StoredTensor.Read(tensor);
        return StoredTensor.Decode(type, data);
    }

    private Operand Given(int input) => Has(input) ? inputs[input]! : throw new GraphException($"input {input} is not given");

    private AttributeProto? Attribute(string name, AttributeType type)
    {
        _asked.Add(name);
        var attribute = proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        return attribute is null || attribute.Type == type || attribute.Type == AttributeType.Undefined
            ? attribute
            : throw new GraphException($"attribute '{name}' is of the type {attribute.Type}, expected {type}");
    }
}
