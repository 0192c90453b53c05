using System.Globalization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>A file that PyTorch exported, with inputs and PyTorch's own outputs and gradients (<c>scripts/exports/export.py</c>).</summary>
/// <param name="file">The ONNX file.</param>
internal sealed class ExportedModel(string file)
{
    private const string Gradient = "gradient/", Output = "output/y", Arriving = "arriving/y", Input = "input/";
    private const int Classes = 10;

    // A gradient that is nothing but rounding, of a bias before a normalisation say, has no relative difference.
    private const double Rounding = 1e-2;

    private readonly (IReadOnlyDictionary<string, string> Metadata, Dictionary<string, (long[] Sizes, double[] Elements)> Tensors) _data =
        Read(Path.ChangeExtension(file, ".safetensors"));

    /// <summary>The file's name without its ending.</summary>
    public string Name => Path.GetFileNameWithoutExtension(file);

    /// <summary>Whether it was exported for training, and PyTorch took the batch's statistics.</summary>
    private bool IsTraining => _data.Metadata["batchStatistics"] == "true";

    private string[] Variables =>
    [
        .. _data.Tensors.Keys.Where(name => name.StartsWith(Gradient, StringComparison.Ordinal))
            .Select(name => name[Gradient.Length..]),
    ];

    /// <summary>
    /// The tensor of a file that differs most from PyTorch's, relative to that tensor's largest element, and by how much; null for files of
    /// one batch, which are another's only as networks.
    /// </summary>
    /// <exception cref="GraphException">The file cannot be read, or a gradient ends on the way.</exception>
    public (string Tensor, double Difference)? AsFile()
    {
        if (_data.Metadata["freeBatch"] == "false")
        {
            return null;
        }

        var model = OnnxModel.Parse(File.ReadAllBytes(file), Name);
        long? batch = _data.Metadata["fixedBatch"] is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        var graph = GradientModel.Of(model, "y", Variables, batch);
        var results = GraphRun.Once(graph, [.. model.InputNames.Select(name => Elements($"{Input}{name}")), Elements(Arriving)]);
        return Compare(Variables, results);
    }

    /// <summary>The same of a network in training; null for files of two inputs that are not items and labels.</summary>
    public (string Tensor, double Difference)? AsNetwork()
    {
        if (_data.Tensors.ContainsKey($"{Input}w"))
        {
            return null;
        }

        var network = new Network("n", new NetworkOptions(null!, [new OnnxNetwork(file, TrainBatchNormalization: IsTraining)]));
        var graph = new GraphBuilder("network");
        var (sizes, items) = _data.Tensors[$"{Input}x"];
        var x = graph.Input("x", Shape.Of(sizes[0], items.Length / sizes[0]));
        var labels = network.Classes > 0 ? graph.Input("labels", Shape.Of(sizes[0], Classes)) : null;
        var parameters = network.Parameters.ToDictionary(
            spec => spec.Name, spec => graph.Initializer<float>(spec.Name, spec.Shape, spec.Given!.Value.Span));
        var y = network.Forward(new ForwardPass(graph, parameters, PassMode.Training) { Labels = labels }, x);
        string[] variables = [.. Variables.Where(name => name != "x")];
        var arriving = graph.Input("arriving", y.Shape);
        var gradients = Gradients.Of(y, [.. variables.Select(name => parameters[$"n.0.{name}"])], arriving);
        graph.Output("y", y);
        for (var i = 0; i < variables.Length; i++)
        {
            graph.Output($"g{i}", gradients[i]);
        }

        double[][] rows = labels is null
            ? []
            : [[.. Elements($"{Input}labels").SelectMany(label => Enumerable.Range(0, Classes).Select(i => i == label ? 1.0 : 0))]];
        return Compare(variables, GraphRun.Once(graph, [items, .. rows, Elements(Arriving)]));
    }

    private double[] Elements(string name) => _data.Tensors[name].Elements;

    private (string Tensor, double Difference) Compare(string[] variables, IReadOnlyList<Tensor> results)
    {
        string[] names = [Output, .. variables.Select(name => $"{Gradient}{name}")];
        var largest = Variables.Max(name => Size(Elements($"{Gradient}{name}")));
        return names.Select((name, i) =>
        {
            var (expected, actual) = (Elements(name), results[i].Elements);
            Assert.Equal(expected.Length, actual.Length);
            var scale = Math.Max(Size(expected), i == 0 ? double.Epsilon : Rounding * largest);
            return (name, expected.Zip(actual, (a, b) => double.IsNaN(b) ? double.PositiveInfinity : Math.Abs(a - b)).Max() / scale);
        }).MaxBy(pair => pair.Item2);
    }

    private static double Size(double[] elements) => elements.Max(Math.Abs);

    private static (IReadOnlyDictionary<string, string> Metadata, Dictionary<string, (long[] Sizes, double[] Elements)> Tensors) Read(
        string path)
    {
        using var reader = SafetensorsReader.Open(path);
        return (reader.Metadata, reader.Tensors.ToDictionary(
            tensor => tensor.Name,
            tensor => (tensor.Shape.ToArray(), Array.ConvertAll(reader.ToArray<float>(tensor.Name), number => (double)number))));
    }
}
