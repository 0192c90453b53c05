using Gan.Onnx.Graphs.Protobuf;
using Google.Protobuf;

namespace Gan.Onnx.Graphs.Reading;

/// <summary>An ONNX file, parsed, whose operators nobody has looked at yet.</summary>
public sealed class OnnxModel
{
    /// <summary>The oldest version of the standard operators that is read: before 6, attributes had other meanings.</summary>
    public const int OldestOpset = 6;

    /// <summary>The newest version of the standard operators that is read.</summary>
    public const int NewestOpset = 21;

    private OnnxModel(string name, int opset, GraphProto graph, bool isOurs)
    {
        (Name, Opset, Nodes, IsOurs) = (name, opset, graph.Node, isOurs);
        GraphName = graph.Name.Length > 0 ? graph.Name : "graph";
        Initializers = [.. graph.Initializer.Select(tensor => new StoredInitializer(tensor.Name, tensor))];
        var stored = Initializers.Select(initializer => initializer.Name).ToHashSet();
        Inputs = [.. graph.Input.Where(input => !stored.Contains(input.Name))];
        Outputs = [.. graph.Output.Select(output => output.Name)];
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The graph's name.</summary>
    public string GraphName { get; }

    /// <summary>The version of the standard operators.</summary>
    public int Opset { get; }

    /// <summary>Weights and other constants, in the file's order.</summary>
    public IReadOnlyList<StoredInitializer> Initializers { get; }

    /// <summary>The names of the outputs, in order.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The names of the inputs that must be fed, in order.</summary>
    public IReadOnlyList<string> InputNames => [.. Inputs.Select(input => input.Name)];

    internal IReadOnlyList<ValueInfoProto> Inputs { get; }

    internal IReadOnlyList<NodeProto> Nodes { get; }

    /// <summary>True for files that this library wrote: there, Identity means that no gradient passes.</summary>
    internal bool IsOurs { get; }

    /// <summary>An input's element type and shape.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="widens">Whether 32-bit integers count as the 64-bit ones that graphs here have.</param>
    /// <exception cref="GraphException">It is not a tensor of a type that graphs here have, or there is no such input.</exception>
    public TensorType InputType(string input, bool widens = false) => Inputs.FirstOrDefault(info => info.Name == input) is { } found
        ? OnnxType.Of(found, widens)
        : throw new GraphException($"'{Name}' has no input '{input}'; it has {string.Join(", ", InputNames)}.");

    /// <summary>
    /// The initializer that a tensor is; null for others. PyTorch stores equal tensors once, and gives the others their names by Identity.
    /// </summary>
    public StoredInitializer? Stored(string tensor) =>
        Initializers.FirstOrDefault(initializer => initializer.Name == tensor)
        ?? (Nodes.FirstOrDefault(node => node.OpType == "Identity" && node.Output[0] == tensor) is { } copy ? Stored(copy.Input[0]) : null);

    /// <summary>Parses a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="GraphException">It is no ONNX model, or of a version that is not read here.</exception>
    public static OnnxModel Parse(byte[] bytes, string name)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GraphException($"'{name}' is not an ONNX file: {exception.Message}");
        }

        if (model.Graph is null || model.Graph.Output.Count == 0)
        {
            throw new GraphException($"'{name}' is not an ONNX file: it has no graph with an output.");
        }

        if (model.Graph.SparseInitializer.Count > 0)
        {
            throw new GraphException($"'{name}' has sparse initializers, which are not read here. Store them as ordinary tensors.");
        }

        var opset = model.OpsetImport.Where(import => IsStandard(import.Domain)).Select(import => import.Version).DefaultIfEmpty(1).First();
        return opset is >= OldestOpset and <= NewestOpset
            ? new OnnxModel(name, (int)opset, model.Graph, model.ProducerName == ModelWriter.Producer)
            : throw new GraphException($"'{name}' uses opset {opset}; {OldestOpset} to {NewestOpset} are read here. "
                + "Export it anew, or convert it with onnx.version_converter.");
    }

    /// <summary>True for ONNX's own operators.</summary>
    internal static bool IsStandard(string domain) => domain is "" or "ai.onnx";
}

/// <summary>A tensor that a file stores.</summary>
/// <param name="name">Its name.</param>
/// <param name="tensor">Its type and elements.</param>
public sealed class StoredInitializer(string name, TensorProto tensor)
{
    /// <summary>Its name in the file.</summary>
    public string Name => name;

    /// <summary>Element type and shape, and the little-endian bytes.</summary>
    /// <exception cref="GraphException">It is of a foreign element type, or its elements lie in another file.</exception>
    public (TensorType Type, byte[] Data) Read() => StoredTensor.Read(tensor);
}
