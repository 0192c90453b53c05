using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>One of ONNX's own test models, with inputs and the outputs that they must give (Debian's package libonnx-testdata).</summary>
/// <param name="folder">Where its files lie.</param>
internal sealed class BackendModel(string folder)
{
    /// <summary>Where Debian's package puts the models.</summary>
    public const string Root = "/usr/share/libonnx-testdata/data";

    private readonly byte[] _bytes = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));

    /// <summary>Its name, and that of the collection which it belongs to.</summary>
    public (string Collection, string Name) Id { get; } = (Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder));

    /// <summary>The names of the operators in it.</summary>
    public IReadOnlySet<string> Operators => ModelProto.Parser.ParseFrom(_bytes).Graph.Node.Select(node => node.OpType).ToHashSet();

    /// <summary>The file, parsed.</summary>
    public OnnxModel Parse() => OnnxModel.Parse(_bytes, Id.Name);

    /// <summary>All models that are installed, in order of their names.</summary>
    public static IEnumerable<BackendModel> All() => Directory.GetFiles(Root, "model.onnx", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => new BackendModel(Path.GetDirectoryName(file)!));

    /// <summary>Each set of inputs with the expected outputs, in the file's order.</summary>
    /// <exception cref="GraphException">A tensor is of a type that graphs here do not have.</exception>
    public IEnumerable<(IReadOnlyList<KnownTensor> Inputs, IReadOnlyList<KnownTensor> Outputs)> DataSets() =>
        Directory.GetDirectories(folder, "test_data_set_*")
            .Order(StringComparer.Ordinal)
            .Select(set => (Tensors(set, "input"), Tensors(set, "output")));

    private static IReadOnlyList<KnownTensor> Tensors(string set, string kind) =>
    [
        .. Enumerable.Range(0, 1000).Select(i => Path.Combine(set, $"{kind}_{i}.pb")).TakeWhile(File.Exists).Select(file =>
        {
            var (type, data) = StoredTensor.Read(TensorProto.Parser.ParseFrom(File.ReadAllBytes(file)));
            return StoredTensor.Decode(type, data);
        }),
    ];
}
