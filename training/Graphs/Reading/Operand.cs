namespace Gan.Onnx.Graphs.Reading;

/// <summary>
/// A named tensor of a file while it is read: a value of the graph, or elements that are known and become one only if they must.
/// </summary>
public sealed class Operand
{
    /// <summary>Constants up to this many elements take part in arithmetic at load.</summary>
    public const long MostElements = 4096;

    private readonly string? _name;
    private readonly byte[]? _data;
    private readonly bool _isCandidate;
    private Value? _value;
    private KnownTensor? _known;

    private Operand(TensorType type, string? name, Value? value, KnownTensor? known, byte[]? data, bool isCandidate = false) =>
        (Type, _name, _value, _known, _data, _isCandidate) = (type, name, value, known, data, isCandidate);

    /// <summary>Element type and shape.</summary>
    public TensorType Type { get; }

    /// <summary>True for constants that take part in arithmetic at load.</summary>
    public bool IsKnown => CanBeKnown && !_isCandidate;

    /// <summary>True for constants whose elements an operator may ask for.</summary>
    public bool CanBeKnown => _known is not null || (_data is not null && Type.Shape.ElementCount <= MostElements);

    /// <summary>True once some operator has asked for the elements.</summary>
    public bool WasKnown { get; private set; }

    /// <summary>True once the tensor is a value of the graph.</summary>
    public bool WasValue => _value is not null;

    /// <summary>The elements.</summary>
    /// <exception cref="GraphException">They are known only when the graph runs.</exception>
    public KnownTensor Known
    {
        get
        {
            WasKnown = true;
            return CanBeKnown
                ? _known ??= StoredTensor.Decode(Type, _data!)
                : throw new GraphException($"'{_name ?? _value?.Name}' {Type} must be a constant");
        }
    }

    /// <summary>A value of the graph.</summary>
    public static implicit operator Operand(Value value) => new(value.Type, value.Name, value, null, null);

    /// <summary>Elements that arithmetic at load gave.</summary>
    public static implicit operator Operand(KnownTensor known) => new(known.Type, null, null, known, null);

    /// <summary>An initializer of a file.</summary>
    /// <param name="name">Its name in the graph; null for one that the graph chooses.</param>
    /// <param name="type">Element type and shape.</param>
    /// <param name="data">Little-endian bytes.</param>
    public static Operand Initializer(string? name, TensorType type, byte[] data) => new(type, name, null, null, data);

    /// <summary>
    /// An initializer that may become a parameter: no arithmetic at load swallows it, and <see cref="WasKnown"/> tells who needs it as a
    /// constant.
    /// </summary>
    public static Operand Candidate(string name, TensorType type, byte[] data) => new(type, name, null, null, data, isCandidate: true);

    /// <summary>The tensor as a value of the graph; constants join it at the first call.</summary>
    public Value In(GraphBuilder graph) => _value ??= graph.Stored(_name, Type, _data ?? _known!.ToBytes());
}
