using System.Globalization;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Export;

/// <summary>
/// The frozen generator: one self-contained ONNX file with the weights as initializers, and <c>manifest.json</c> beside it.
/// Input <c>z</c> [N, size], and <c>labels</c> int64 [N] for a preset that looks at labels; output <c>images</c> [N, channels, side, side]
/// in [0, 1] (<c>samples</c> [N, …] for other data).
/// </summary>
public static class GeneratorExport
{
    private const string Batch = "N";

    /// <summary>Writes model and manifest; equal weights and options give equal files.</summary>
    /// <param name="path">The model file; the manifest goes to the same folder.</param>
    /// <param name="preset">The generator's layers and latents.</param>
    /// <param name="weights">Its parameters.</param>
    /// <param name="origin">What trained them, and how far; null where that is not known.</param>
    /// <param name="threads">Threads, unless ONNX Runtime has started already; 1 or more.</param>
    public static void Write(string path, Preset preset, ParameterBlock weights, GeneratorOrigin? origin, int threads)
    {
        var statistics = Statistics(preset, weights, origin?.Seed ?? preset.Schedule.Seed, threads);
        var (graph, shape) = Build(preset, weights, statistics);
        var metadata = new Dictionary<string, string>
        {
            ["preset"] = preset.Name,
            ["latentSize"] = preset.Latent.Size.ToString(CultureInfo.InvariantCulture),
            ["latentDistribution"] = preset.Latent.Frozen.ToString()!,
            ["classes"] = preset.Classes.ToString(CultureInfo.InvariantCulture),
            ["imageShape"] = string.Join(",", shape),
        };
        if (origin is not null)
        {
            metadata["steps"] = origin.Extent.Step.ToString(CultureInfo.InvariantCulture);
            metadata["images"] = origin.Extent.Images.ToString(CultureInfo.InvariantCulture);
            metadata["seed"] = origin.Seed.ToString(CultureInfo.InvariantCulture);
            metadata["trainingDataSha256"] = origin.DataSha256;
        }

        metadata["toolVersion"] = origin?.ToolVersion ?? ToolVersion.Current;
        if (statistics.Count > 0)
        {
            metadata["batchNormalization"] = $"statistics of the population, measured over {PopulationStatistics.Latents} latents";
        }

        var model = ModelWriter.Write(graph, metadata);
        var manifest = new Manifest(
            Sha256Sum.Of(model), preset.Name, preset.Latent.Size, preset.Latent.Frozen, preset.Classes, shape, origin?.Figures)
        {
            // Names of data whose labels nobody looks at are nobody's.
            ClassNames = preset.Classes > 0 ? origin?.ClassNames : null,
        };
        using var files = new AtomicFiles();
        files.Add(path, model);
        files.Add(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Manifest.FileName), manifest.ToUtf8());
        files.Commit();
    }

    /// <summary>The graph, and the shape of one sample.</summary>
    /// <param name="preset">The generator's layers.</param>
    /// <param name="weights">Its parameters.</param>
    /// <param name="statistics">What its layers want to know of the population, by name.</param>
    public static (GraphBuilder Graph, IReadOnlyList<int> SampleShape) Build(
        Preset preset, ParameterBlock weights, IReadOnlyDictionary<string, float[]> statistics)
    {
        var graph = new GraphBuilder("generator");
        var z = graph.Input(EngineGraph.Latents, new Shape(new Dimension(Batch), preset.Latent.Size));
        var labels = preset.Classes > 0
            ? graph.Input(EngineGraph.Labels, new Shape(new Dimension(Batch)), ElementType.Int64).OneHot(preset.Classes)
            : null;
        var parameters = weights.Entries.ToDictionary(
            entry => entry.Name,
            entry => graph.Initializer<float>(entry.Name, Shape.Of(entry.Shape), weights.Sampled.Span.Slice(entry.Offset, entry.Length)));
        foreach (var entry in weights.Buffers.Entries)
        {
            parameters[entry.Name] = graph.Initializer<float>(
                entry.Name, Shape.Of(entry.Shape), weights.Buffers.Current.Span.Slice(entry.Offset, entry.Length));
        }

        foreach (var (name, values) in statistics)
        {
            parameters[name] = graph.Initializer<float>(name, Shape.Of(values.Length), values);
        }

        var pass = new ForwardPass(graph, parameters, PassMode.Inference, Lowering.Conv) { Labels = labels };
        var generated = SampleGraph.Present(preset.Data, preset.CreateGenerator().Forward(pass, z));
        graph.Output(preset.Data is ImageOptions ? EngineGraph.Images : EngineGraph.Samples, generated);
        return (graph, [.. generated.Shape.Skip(1).Select(dimension => (int)dimension.Size)]);
    }

    /// <summary>The population's statistics; only generators that have some need ONNX Runtime for it.</summary>
    /// <param name="preset">The generator's layers and latents.</param>
    /// <param name="weights">Its parameters.</param>
    /// <param name="seed">The run's seed; the latents follow from it.</param>
    /// <param name="threads">Threads, unless ONNX Runtime has started already.</param>
    public static IReadOnlyDictionary<string, float[]> Statistics(Preset preset, ParameterBlock weights, long seed, int threads)
    {
        if (weights.Network.Statistics.Count == 0)
        {
            return new Dictionary<string, float[]>();
        }

        OrtRuntime.Start(threads);
        using var engine = new HostEngine([weights]);
        using var statistics = new PopulationStatistics(engine, preset, seed);
        return statistics.Measure();
    }
}
