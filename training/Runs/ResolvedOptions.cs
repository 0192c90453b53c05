using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>Everything a run is made of, resolved; <c>options.json</c> in the run folder.</summary>
/// <param name="ToolVersion">The version that started the run.</param>
/// <param name="Preset">The preset with all <c>--set</c> applied.</param>
/// <param name="Run">What belongs to this run alone.</param>
public sealed record ResolvedOptions(string ToolVersion, Preset Preset, RunSettings Run)
{
    /// <summary>The file's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PresetJson.Options) + "\n";

    /// <summary>Writes the file.</summary>
    public void Write(string path) => AtomicFile.WriteAllText(path, ToJson());

    /// <summary>Reads the file.</summary>
    /// <exception cref="RunException">It is missing or not valid.</exception>
    /// <exception cref="PresetException">An ONNX file that it names is missing, or not the one that the run began with.</exception>
    public static ResolvedOptions Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RunException($"'{path}' does not exist: this is not a run folder. Name the folder that 'train --run' wrote.");
        }

        try
        {
            var tree = PresetJson.Parse(File.ReadAllText(path)) ?? throw new JsonException();
            if (tree is JsonObject fields && fields.TryGetPropertyValue("preset", out var preset))
            {
                PresetSource.Read(preset);
            }

            var options = PresetJson.Read<ResolvedOptions>(tree, "the file");
            Bounds.Check("run", options.Run);
            Bounds.Check("run.limit", options.Run.Limit);
            return options;
        }
        catch (JsonException exception)
        {
            throw new RunException($"'{path}' is not what 'train' wrote (at {exception.Path ?? "$"}). Restore it, or start a new run.");
        }
        catch (PresetException exception) when (!exception.IsOfFile)
        {
            throw new RunException($"'{path}' is not what 'train' wrote: {exception.Message} Restore it, or start a new run.");
        }
    }

    /// <summary>
    /// Identifies what a run's weights follow from: preset (without the words about it and its classes, and what only a frozen generator
    /// knows), seed and data.
    /// </summary>
    [JsonIgnore]
    public string HyperparametersSha256 => Sha256Sum.OfText(
        FormattableString.Invariant(
            $"{JsonSerializer.Serialize(Wordless(Preset), PresetJson.Options)} seed {Run.Seed} data {Run.DataSha256}"));

    /// <summary>What the run's generator is said to come from when it is frozen.</summary>
    /// <param name="extent">How far the run has come.</param>
    /// <param name="seconds">Time spent training.</param>
    internal GeneratorOrigin Origin(TrainingExtent extent, double seconds) =>
        new(Run.Seed, Run.DataSha256, ToolVersion, Run.CommandUpTo(extent.Step, extent.StepsPerEpoch), extent, seconds)
        {
            ClassNames = Run.ClassNames,
        };

    /// <summary>
    /// The fields, as dotted paths, in which the hyperparameters of two runs differ; words about a preset, threads, device and length are
    /// none.
    /// </summary>
    public IReadOnlyList<string> Differences(ResolvedOptions other)
    {
        var differences = new List<string>();
        Compare(
            "",
            JsonSerializer.SerializeToNode(Wordless(Preset), PresetJson.Options),
            JsonSerializer.SerializeToNode(Wordless(other.Preset), PresetJson.Options),
            differences);
        if (Run.Seed != other.Run.Seed)
        {
            differences.Add($"seed ({Run.Seed} → {other.Run.Seed})");
        }

        if (Run.DataSha256 != other.Run.DataSha256)
        {
            differences.Add($"training data (SHA-256 {Run.DataSha256} → {other.Run.DataSha256})");
        }

        return differences;
    }

    private static Preset Wordless(Preset preset) => preset with
    {
        Description = "",
        Source = "",
        Data = preset.Data is IdxOptions idx ? idx with { ClassNames = null } : preset.Data,
        Latent = preset.Latent with { Truncation = null },
        Generator = Placeless(preset.Generator),
        Discriminator = Placeless(preset.Discriminator),
    };

    /// <summary>An ONNX file is what its SHA-256 says, wherever it lies.</summary>
    private static NetworkOptions Placeless(NetworkOptions network) =>
        network with { Layers = [.. network.Layers.Select(layer => layer is OnnxNetwork file ? file with { File = "" } : layer)] };

    private static void Compare(string path, JsonNode? left, JsonNode? right, List<string> differences)
    {
        if (left is JsonObject leftObject
            && right is JsonObject rightObject
            && leftObject.Select(f => f.Key).SequenceEqual(rightObject.Select(f => f.Key)))
        {
            foreach (var (key, value) in leftObject)
            {
                Compare(path.Length == 0 ? key : $"{path}.{key}", value, rightObject[key], differences);
            }
        }
        else if (!JsonNode.DeepEquals(left, right))
        {
            differences.Add($"{path} ({left?.ToJsonString() ?? "null"} → {right?.ToJsonString() ?? "null"})");
        }
    }
}
