using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation.Models;

/// <summary>
/// What a frozen generator declares: input z float [N, latentSize], for conditional ones input labels int64 [N], output images float
/// [N, channels, height, width]: 1 channel or 3, sides from 1 to 1024.
/// </summary>
internal static class GeneratorContract
{
    private const int LargestSide = 1024;

    public static void Check(InferenceSession session, Manifest manifest, string path)
    {
        if (!session.OutputMetadata.ContainsKey(FrozenGenerator.ImageOutput))
        {
            throw GeneratorException.NoImages(path, Describe(session.OutputMetadata));
        }

        if (manifest.ImageShape is not [1 or 3, >= 1 and <= LargestSide, >= 1 and <= LargestSide])
        {
            throw GeneratorException.WrongShape(
                path,
                "imageShape of the manifest",
                $"[channels, height, width] with 1 or 3 channels and sides from 1 to {LargestSide}",
                $"[{string.Join(", ", manifest.ImageShape)}]");
        }

        string[] inputs = manifest.Classes > 0 ? [FrozenGenerator.LatentInput, FrozenGenerator.LabelInput] : [FrozenGenerator.LatentInput];
        if (!session.InputMetadata.Keys.Order().SequenceEqual(inputs.Order()))
        {
            var expected = manifest.Classes > 0 ? $"'z' and 'labels' ({manifest.Classes} classes)" : "one input 'z'";
            throw GeneratorException.WrongShape(path, "inputs", expected, Describe(session.InputMetadata));
        }

        Check<float>(path, FrozenGenerator.LatentInput, session.InputMetadata, [manifest.LatentSize]);
        Check<float>(path, FrozenGenerator.ImageOutput, session.OutputMetadata, [.. manifest.ImageShape]);
        if (manifest.Classes > 0)
        {
            Check<long>(path, FrozenGenerator.LabelInput, session.InputMetadata, []);
        }

        CheckMetadata(session.ModelMetadata.CustomMetadataMap, manifest, path);
    }

    /// <summary>What the model says of itself must be what the manifest says; a model of another maker may say nothing.</summary>
    private static void CheckMetadata(Dictionary<string, string> metadata, Manifest manifest, string path)
    {
        (string Key, string Value)[] claims =
        [
            ("preset", manifest.Preset),
            ("latentSize", $"{manifest.LatentSize}"),
            ("latentDistribution", $"{manifest.LatentDistribution}"),
            ("classes", $"{manifest.Classes}"),
            ("imageShape", string.Join(',', manifest.ImageShape)),
        ];
        foreach (var (key, value) in claims)
        {
            if (metadata.TryGetValue(key, out var found) && found != value)
            {
                throw GeneratorException.ManifestDisagrees(path, key, value, found);
            }
        }
    }

    private static void Check<T>(string path, string name, IReadOnlyDictionary<string, NodeMetadata> values, int[] itemShape)
    {
        var metadata = values[name];

        // A size that the model leaves open is -1 here; the trial run shows what it really is.
        var fits = metadata.ElementType == typeof(T)
            && metadata.Dimensions.Length == itemShape.Length + 1
            && metadata.Dimensions[0] == -1
            && itemShape.Zip(metadata.Dimensions.Skip(1)).All(pair => pair.Second == -1 || pair.First == pair.Second);
        if (!fits)
        {
            var expected = $"{Name(typeof(T))} [{string.Join(", ", itemShape.Select(size => $"{size}").Prepend("N"))}]";
            throw GeneratorException.WrongShape(path, name, expected, Describe(metadata));
        }
    }

    private static string Describe(IReadOnlyDictionary<string, NodeMetadata> values) =>
        values.Count == 0 ? "none" : string.Join(", ", values.Select(value => $"'{value.Key}' {Describe(value.Value)}"));

    private static string Describe(NodeMetadata metadata)
    {
        var type = metadata.ElementType is { } element ? Name(element) : metadata.OnnxValueType.ToString();
        return $"{type} [{string.Join(", ", metadata.Dimensions.Select(size => size == -1 ? "N" : $"{size}"))}]";
    }
    private static string Name(Type element) => element == typeof(float) ? "float" : element == typeof(long) ? "int64" : element.Name;
}
