using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation;

/// <summary>What a frozen generator declares: input z float [N, latentSize], output images float [N, 1, height, width].</summary>
internal static class GeneratorContract
{
    public static void Check(InferenceSession session, Manifest manifest, string path)
    {
        if (!session.OutputMetadata.ContainsKey(FrozenGenerator.ImageOutput))
        {
            throw GeneratorException.NoImages(path, Describe(session.OutputMetadata));
        }

        if (manifest.Classes != 0)
        {
            throw GeneratorException.Conditional(path, manifest.Classes);
        }

        if (manifest.ImageShape is not [1, _, _])
        {
            throw GeneratorException.WrongShape(
                path, "imageShape of the manifest", "[1, height, width]", $"[{string.Join(", ", manifest.ImageShape)}]");
        }

        if (session.InputMetadata.Count != 1 || !session.InputMetadata.TryGetValue(FrozenGenerator.LatentInput, out NodeMetadata? latents))
        {
            throw GeneratorException.WrongShape(path, "inputs", "one input 'z'", Describe(session.InputMetadata));
        }

        Check(path, FrozenGenerator.LatentInput, latents, [manifest.LatentSize]);
        Check(path, FrozenGenerator.ImageOutput, session.OutputMetadata[FrozenGenerator.ImageOutput], [.. manifest.ImageShape]);
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
        foreach ((string key, string value) in claims)
        {
            if (metadata.TryGetValue(key, out string? found) && found != value)
            {
                throw GeneratorException.ManifestDisagrees(path, key, value, found);
            }
        }
    }

    private static void Check(string path, string name, NodeMetadata metadata, int[] itemShape)
    {
        // A size that the model leaves open is -1 here; the trial run shows what it really is.
        bool fits = metadata.ElementType == typeof(float)
            && metadata.Dimensions.Length == itemShape.Length + 1
            && metadata.Dimensions[0] == -1
            && itemShape.Zip(metadata.Dimensions.Skip(1)).All(pair => pair.Second == -1 || pair.First == pair.Second);
        if (!fits)
        {
            throw GeneratorException.WrongShape(path, name, $"float [N, {string.Join(", ", itemShape)}]", Describe(metadata));
        }
    }

    private static string Describe(IReadOnlyDictionary<string, NodeMetadata> values) =>
        values.Count == 0 ? "none" : string.Join(", ", values.Select(value => $"'{value.Key}' {Describe(value.Value)}"));

    private static string Describe(NodeMetadata metadata)
    {
        string type = metadata.ElementType == typeof(float) ? "float" : metadata.ElementType?.Name ?? metadata.OnnxValueType.ToString();
        return $"{type} [{string.Join(", ", metadata.Dimensions.Select(size => size == -1 ? "N" : $"{size}"))}]";
    }
}
