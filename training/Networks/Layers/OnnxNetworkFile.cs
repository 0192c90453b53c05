using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>What an ONNX file is to training: its input, and which of its initializers are trained.</summary>
/// <param name="Model">The file.</param>
/// <param name="Input">The only input's type, [N, …]; all axes but the first are fixed.</param>
/// <param name="Parameters">Trained initializers with their values, in the file's order.</param>
/// <param name="Normalizations">The statistics of each batch normalisation, by the mean's name.</param>
internal sealed record OnnxNetworkFile(
    OnnxModel Model, TensorType Input, IReadOnlyList<ParameterSpec> Parameters, IReadOnlyDictionary<string, OnnxStatistics> Normalizations)
{
    private const int ProbeBatch = 2;
    private static readonly string[] Statistics = ["running_mean", "running_var"];

    /// <summary>Reads a file and finds out what can be trained in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">What it must be; null for anything.</param>
    /// <param name="frozen">Initializers that are not trained.</param>
    /// <exception cref="GraphException">It is another file, or cannot be read or trained.</exception>
    public static OnnxNetworkFile Load(string path, string? sha256, IReadOnlyList<string> frozen)
    {
        if (!File.Exists(path))
        {
            throw new GraphException($"'{path}' does not exist.");
        }

        var bytes = File.ReadAllBytes(path);
        var sum = Sha256Sum.Of(bytes);
        if (sha256 is not null && sha256 != sum)
        {
            throw new GraphException($"'{path}' has the SHA-256 {sum}, expected {sha256}. Bring the file back, or start a new run.");
        }

        var model = OnnxModel.Parse(bytes, path);
        var input = InputOf(model);
        if (frozen.FirstOrDefault(name => model.Initializers.All(initializer => initializer.Name != name)) is { } unknown)
        {
            throw new GraphException($"'{path}' has no initializer '{unknown}', which frozen names.");
        }

        return Probe(model, input, frozen);
    }

    private static TensorType InputOf(OnnxModel model)
    {
        if (model.InputNames is not [var name] || model.Outputs.Count != 1)
        {
            var (takes, gives) = (string.Join(", ", model.InputNames), string.Join(", ", model.Outputs));
            throw new GraphException($"'{model.Name}' has the inputs {takes} and the outputs {gives}; a network here has one of each.");
        }

        var type = model.InputType(name);
        return type.Element == ElementType.Float && type.Shape.Rank >= 2 && type.Shape.Skip(1).All(d => d.IsFixed)
            ? type
            : throw new GraphException($"'{model.Name}' takes {type}; "
                + "a network here takes Float [N, …] with all axes fixed but the first.");
    }

    /// <summary>Builds the network once, to see which initializers become values and which must be known.</summary>
    private static OnnxNetworkFile Probe(OnnxModel model, TensorType input, IReadOnlyList<string> frozen)
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
        var kept = new HashSet<string>(frozen.Concat(candidates.Keys.Where(IsStatistic)));
        var x = graph.Input(model.InputNames[0], input.Shape.With(0, ProbeBatch));
        var given = new Dictionary<string, Operand>(candidates) { [x.Name] = x };
        var output = ModelReader.Add(graph, model, given, Note)[model.Outputs[0]];
        var parameters = candidates.Where(pair => pair.Value is { WasValue: true, WasKnown: false } && !kept.Contains(pair.Key)).ToArray();
        Value[] trained = [.. parameters.Select(pair => pair.Value.In(graph)), x];
        return Graphs.Autodiff.Gradients.Obstacles(output, trained) is { Count: > 0 } obstacles
            ? throw GraphException.NoGradient(output, obstacles)
            : new OnnxNetworkFile(
                model, input, [.. parameters.Select(pair => Spec(pair.Key, pair.Value.Type.Shape, elements[pair.Key]))], normalizations);

        IReadOnlyList<Value>? Note(ReadNode node)
        {
            if (node.OpType == "BatchNormalization")
            {
                kept.UnionWith([node.Name(3), node.Name(4)]);
                var (mean, variance) = (node.Name(3), node.Name(4));
                normalizations[mean] = new OnnxStatistics(mean, Constant(model, mean), variance, Constant(model, variance));
            }

            return null;
        }
    }

    private static bool IsStatistic(string name) =>
        Array.Exists(Statistics, statistic => name.EndsWith(statistic, StringComparison.Ordinal));

    private static float[] Constant(OnnxModel model, string tensor) => model.Stored(tensor)?.Read() is { } stored
        ? MemoryMarshal.Cast<byte, float>(stored.Data).ToArray()
        : throw new GraphException($"'{tensor}' must be an initializer");

    private static ParameterSpec Spec(string name, Shape shape, byte[] data) => new(name, shape, ParameterRole.Weight, new Fan(1, 1))
    {
        Given = MemoryMarshal.Cast<byte, float>(data).ToArray(),
    };
}

/// <summary>The statistics that a file's batch normalisation has.</summary>
/// <param name="Mean">The mean's name.</param>
/// <param name="Means">A number for each channel.</param>
/// <param name="Variance">The variance's name.</param>
/// <param name="Variances">A number for each channel.</param>
internal sealed record OnnxStatistics(string Mean, float[] Means, string Variance, float[] Variances)
{
    /// <summary>The same as a layer declares them, where those of the population take their place.</summary>
    public StatisticSpec[] Declare() =>
        [new(Mean, Shape.Of(Means.Length)), new(Variance, Shape.Of(Variances.Length), Around: Mean)];
}
