using System.Text;
using System.Text.Json;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>What is known about a frozen classifier; <c>manifest.json</c> beside <c>classifier.onnx</c>.</summary>
/// <param name="Sha256">SHA-256 of the model file, in lower-case hex.</param>
/// <param name="Accuracy">Share of the set's test images that are classified as labelled, 0 to 1.</param>
/// <param name="Epochs">Times that each training image was seen.</param>
/// <param name="Seed">The training's seed.</param>
/// <param name="DataSha256">SHA-256 of the training images' file.</param>
/// <param name="ToolVersion">Version of the program.</param>
/// <param name="Command">The command line that repeats the training.</param>
public sealed record ClassifierManifest(
    string Sha256, double Accuracy, int Epochs, ulong Seed, string DataSha256, string ToolVersion, string Command)
{
    /// <summary>The file's name within its folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="EvaluationException">The file is missing or not such a document.</exception>
    public static ClassifierManifest Read(string path)
    {
        if (!File.Exists(path))
        {
            throw EvaluationException.NoClassifier(path);
        }

        try
        {
            return JsonSerializer.Deserialize<ClassifierManifest>(File.ReadAllBytes(path), PresetJson.Options)
                ?? throw new JsonException("The document is null.");
        }
        catch (JsonException exception)
        {
            throw EvaluationException.BadManifest(path, exception);
        }
    }

    /// <summary>Refuses to look at images through a classifier of others.</summary>
    /// <param name="path">Where it lies, for messages.</param>
    /// <param name="sums">SHA-256 of the training images, of which the classifier's may be any.</param>
    /// <exception cref="EvaluationException">It was trained on others.</exception>
    public void RequireTrainedOn(string path, IReadOnlyList<string> sums)
    {
        if (!sums.Contains(DataSha256))
        {
            throw EvaluationException.OtherClassifier(path, sums[^1], DataSha256);
        }
    }

    /// <summary>Writes the manifest, atomically.</summary>
    public void Write(string path) => AtomicFile.WriteAllBytes(path, ToUtf8());

    /// <summary>The file's content.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, PresetJson.Options) + "\n");
}
