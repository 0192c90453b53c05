using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>What an ONNX file is to training: its input, and which of its initializers are trained.</summary>
/// <param name="Model">The file.</param>
/// <param name="Inputs">What its inputs are.</param>
/// <param name="Parameters">Trained initializers with their values, in the file's order.</param>
/// <param name="Normalizations">The statistics of each batch normalisation, by the mean's name.</param>
/// <param name="Classes">How many classes the labels come from, as far as the file says; null where it does not, or takes none.</param>
/// <param name="Mixing">
/// Where an item's output comes to depend on the others of its batch, but for batch normalisation; null for nowhere.
/// </param>
internal sealed record OnnxNetworkFile(
    OnnxModel Model,
    OnnxNetworkInputs Inputs,
    IReadOnlyList<ParameterSpec> Parameters,
    IReadOnlyDictionary<string, OnnxStatistics> Normalizations,
    int? Classes,
    string? Mixing)
{
    private const int ProbeBatch = 2;
    private const string BatchNormalization = "BatchNormalization";
    private static readonly string[] Statistics = ["running_mean", "running_var"];

    /// <summary>Reads a file and finds out what can be trained in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">What it must be; null for anything.</param>
    /// <param name="frozen">Initializers that are not trained.</param>
    /// <param name="labels">The input that takes labels; null where types and names say it.</param>
    /// <exception cref="GraphException">It is another file, or cannot be read or trained.</exception>
    public static OnnxNetworkFile Load(string path, string? sha256, IReadOnlyList<string> frozen, string? labels)
    {
        if (!File.Exists(path))
        {
            throw new GraphException($"'{path}' does not exist. Bring the file back, or correct the path.");
        }

        var bytes = File.ReadAllBytes(path);
        var sum = Sha256Sum.Of(bytes);
        if (sha256 is not null && sha256 != sum)
        {
            throw new GraphException($"'{path}' has the SHA-256 {sum}, expected {sha256}. Bring the file back, or start a new run.");
        }

        var model = OnnxModel.Parse(bytes, path);
        var inputs = OnnxNetworkInputs.Of(model, labels);
        if (frozen.FirstOrDefault(name => model.Initializers.All(initializer => initializer.Name != name)) is { } unknown)
        {
            throw new GraphException($"'{path}' has no initializer '{unknown}', which frozen names.");
        }

        return Probe(model, inputs, frozen);
    }

    /// <summary>Builds the network once, to see which initializers become values and which must be known.</summary>
    private static OnnxNetworkFile Probe(OnnxModel model, OnnxNetworkInputs inputs, IReadOnlyList<string> frozen)
    {
        var graph = new GraphBuilder("probe");
        var candidates = new Dictionary<string, Operand>();
        var elements = new Dictionary<string, byte[]>();
        foreach (var initializer in model.Initializers)
        {
            var (type, data) = initializer.Read();
            if (type.Element == ElementType.Float && type.Shape.Rank > 0 && type.Shape.ElementCount > 0)
            {
                elements[initializer.Name] = data;
                candidates[initializer.Name] = Operand.Candidate(initializer.Name, type, data);
            }
        }

        var normalizations = new Dictionary<string, OnnxStatistics>();
        var kept = new HashSet<string>(frozen.Concat(candidates.Keys.Where(name => IsStatistic(name, candidates.ContainsKey))));
        var x = graph.Input(inputs.Items, inputs.Type.Shape.With(0, ProbeBatch));
        var labels = inputs.LabelType is { } taken ? graph.Input(inputs.Labels!, taken.Shape.With(0, ProbeBatch), taken.Element) : null;
        var given = new Dictionary<string, Operand>(candidates) { [x.Name] = x };
        if (labels is not null)
        {
            given[labels.Name] = labels;
        }

        int? classes = labels is { Type.Element: ElementType.Float, Shape: [_, var width] } && width.Size > 1 ? (int)width.Size : null;
        var output = ModelReader.Add(graph, model, given, Note)[model.Outputs[0]];
        var parameters = candidates.Where(pair => pair.Value is { WasValue: true, WasKnown: false } && !kept.Contains(pair.Key)).ToArray();
        Value[] trained = [.. parameters.Select(pair => pair.Value.In(graph)), x];
        if (Graphs.Autodiff.Gradients.Obstacles(output, trained) is { Count: > 0 } obstacles)
        {
            throw GraphException.NoGradient(output, obstacles);
        }

        ParameterSpec[] specs = [.. parameters.Select(pair => Spec(pair.Key, pair.Value.Type.Shape, elements[pair.Key]))];
        return new OnnxNetworkFile(model, inputs, specs, normalizations, classes, BatchMixing.Of(model, inputs));

        IReadOnlyList<Value>? Note(ReadNode node)
        {
            classes ??= labels is null ? null : ClassesOf(node, labels);
            if (node.OpType != BatchNormalization)
            {
                return null;
            }

            kept.UnionWith([node.Name(3), node.Name(4)]);
            var (mean, variance) = (node.Name(3), node.Name(4));
            normalizations[mean] = new OnnxStatistics(mean, Constant(model, mean), variance, Constant(model, variance));
            return ByStatistics(node);
        }
    }

    /// <summary>The node by the file's statistics, even where the file was exported for training.</summary>
    internal static IReadOnlyList<Value>? ByStatistics(ReadNode node)
    {
        if (node.OpType != BatchNormalization)
        {
            return null;
        }

        var epsilon = BatchNormalizationReader.Epsilon(node);
        var result = node.Value(0).BatchNormalization(node.Value(1), node.Value(2), node.Value(3), node.Value(4), epsilon);
        return [.. Enumerable.Repeat(result, node.OutputCount)];
    }

    /// <summary>Rows of the table that labels choose from, or of what they become rows of; null for all other nodes.</summary>
    private static int? ClassesOf(ReadNode node, Value labels)
    {
        return node.OpType switch
        {
            "Gather" when Follows(1) => (int)node.Type(0).Shape[node.Type(0).Shape.Axis((int)node.Int("axis", 0))].Size,
            "OneHot" when Follows(0) => (int)node.Integers(1)[0],
            _ => null,
        };

        bool Follows(int input) => !node.IsKnownInput(input) && Reachability.From([node.Value(input)]).Contains(labels);
    }

    /// <summary>Statistics of batch normalisation, and the two vectors of PyTorch's spectral norm, which go by pairs.</summary>
    private static bool IsStatistic(string name, Func<string, bool> exists) =>
        Array.Exists(Statistics, statistic => name.EndsWith(statistic, StringComparison.Ordinal))
        || (name.Length > 2 && name[^2..] is "_u" or "_v" && exists($"{name[..^1]}u") && exists($"{name[..^1]}v"));

    private static float[] Constant(OnnxModel model, string tensor) => model.Stored(tensor)?.Read() is { } stored
        ? MemoryMarshal.Cast<byte, float>(stored.Data).ToArray()
        : throw new GraphException($"'{tensor}' must be an initializer");

    private static ParameterSpec Spec(string name, Shape shape, byte[] data) => new(name, shape, ParameterRole.Weight, new Fan(1, 1))
    {
        Given = MemoryMarshal.Cast<byte, float>(data).ToArray(),
    };
}
