using System.Text.Json;
using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Generation.Models;

/// <summary>What is known about a frozen generator; <c>manifest.json</c> beside <c>generator.onnx</c>.</summary>
/// <param name="Sha256">SHA-256 of the model file, 64 lower-case hexadecimal digits.</param>
/// <param name="Preset">The preset that it was trained with.</param>
/// <param name="LatentSize">Numbers in a latent vector, at least 1.</param>
/// <param name="LatentDistribution">How latents are drawn.</param>
/// <param name="Classes">Classes that an image can be asked for; 0 means unconditional.</param>
/// <param name="ImageShape">[channels, height, width] of one image, or the shape of one sample of a model that makes no images.</param>
/// <param name="Training">How it came about; null when unknown.</param>
/// <param name="ClassNames">A name for each class, in their order; null where they are only numbers.</param>
public sealed record Manifest(
    string Sha256,
    string Preset,
    int LatentSize,
    LatentDistribution LatentDistribution,
    int Classes,
    IReadOnlyList<int> ImageShape,
    TrainingFigures? Training = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? ClassNames = null)
{
    /// <summary>The file's name within a model folder.</summary>
    public const string FileName = "manifest.json";

    private const int LongestPreset = 256;

    /// <summary>Reads and checks a manifest: unknown, missing, repeated and null fields are refused.</summary>
    /// <exception cref="JsonException">The text is not such a document.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Manifest Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            var manifest = JsonSerializer.Deserialize(file, ManifestJson.Default.Manifest)
                ?? throw new JsonException("the document is null");
            manifest.Check();
            return manifest;
        }
        catch (NotSupportedException exception)
        {
            // What System.Text.Json throws where an object lacks the "type" that says what it is.
            throw new JsonException("'latentDistribution' lacks its type", exception);
        }
    }

    /// <summary>Writes the manifest, atomically.</summary>
    public void Write(string path) => AtomicFile.WriteAllBytes(path, ToUtf8());

    /// <summary>The file's content.</summary>
    /// <exception cref="JsonException">A field is out of its range.</exception>
    public byte[] ToUtf8()
    {
        Check();
        return [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest), (byte)'\n'];
    }

    private void Check()
    {
        var isHash = Sha256.Length == 64 && Sha256.All(char.IsAsciiHexDigitLower);
        Require(isHash, "sha256", "64 lower-case hexadecimal digits", Sha256);
        var isName = Preset.Length is > 0 and <= LongestPreset && !Preset.Any(char.IsControl);
        Require(isName, "preset", $"a name of 1 to {LongestPreset} printable characters", Preset);
        Require(LatentSize >= 1, "latentSize", "a number of 1 or more", LatentSize);
        Require(Classes >= 0, "classes", "a number of 0 or more", Classes);
        var isShape = ImageShape.Count > 0 && ImageShape.All(side => side >= 1);
        Require(isShape, "imageShape", "a list of numbers of 1 or more", $"[{string.Join(", ", ImageShape)}]");
        if (ClassNames is { } names)
        {
            var areNames = names.Count == Classes && names.All(name => !string.IsNullOrWhiteSpace(name))
                && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count;
            Require(areNames, "classNames", $"{Classes} different names", $"[{string.Join(", ", names)}]");
        }

        var canBeDrawn = LatentDistribution switch
        {
            NormalLatent normal => float.IsFinite(normal.Mean) && float.IsFinite(normal.Std) && normal.Std >= 0,
            UniformLatent uniform => uniform.High > uniform.Low && float.IsFinite(uniform.High - uniform.Low),
            _ => false,
        };
        Require(canBeDrawn, "latentDistribution", "finite numbers with std ≥ 0, or low < high", LatentDistribution);
    }

    private static void Require(bool condition, string field, string expected, object found)
    {
        if (!condition)
        {
            throw new JsonException($"'{field}' must be {expected}; it is '{Echo.Of($"{found}")}'");
        }
    }
}

/// <summary>The training run behind a frozen generator.</summary>
/// <param name="Steps">Optimizer steps of the generator.</param>
/// <param name="Images">Training images seen, repetitions counted.</param>
/// <param name="Epochs">Passes over the training data, possibly a fraction.</param>
/// <param name="Seconds">Time spent training.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="DataSha256">SHA-256 that identifies the training data.</param>
/// <param name="ToolVersion">Version of the trainer.</param>
/// <param name="Command">The command line that repeats the run.</param>
public sealed record TrainingFigures(
    long Steps, long Images, double Epochs, double Seconds, ulong Seed, string DataSha256, string ToolVersion, string Command);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
