using System.Security.Cryptography;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Tests.Models;

/// <summary>A temporary model folder holding one of the models of make_models.py and a fitting manifest, to be spoilt by a test.</summary>
internal sealed class ModelFolder : IDisposable
{
    public ModelFolder(string model = "good")
    {
        Directory.CreateDirectory(Path);
        File.Copy(Source(model), ModelFile);
        WriteManifest();
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"model-{Guid.NewGuid():N}");

    public string ModelFile => System.IO.Path.Combine(Path, FrozenGenerator.FileName);

    public string ManifestFile => System.IO.Path.Combine(Path, Manifest.FileName);

    public static string Source(string model) => System.IO.Path.Combine(AppContext.BaseDirectory, "Models", $"{model}.onnx");

    /// <summary>The ten-class model, whose classes have names.</summary>
    public static ModelFolder Named(params IReadOnlyList<string> names)
    {
        var folder = new ModelFolder("conditional");
        folder.WriteManifest(manifest => manifest with { Classes = names.Count, ClassNames = names });
        return folder;
    }

    /// <summary>The model in colour, of three classes with names.</summary>
    public static ModelFolder Colour()
    {
        var folder = new ModelFolder("colour");
        folder.WriteManifest(manifest => manifest with { Classes = 3, ClassNames = ["cat", "dog, brown", "2"], ImageShape = [3, 20, 32] });
        return folder;
    }

    /// <summary>Describes the model file as it is now, whatever its state.</summary>
    public Manifest WriteManifest(Func<Manifest, Manifest>? change = null)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(ModelFile)));
        var manifest = new Manifest(sha256, "fixture", 4, new NormalLatent(0, 1), 0, [1, 28, 28]);
        manifest = change is null ? manifest : change(manifest);
        manifest.Write(ManifestFile);
        return manifest;
    }

    public void ReplaceModel(ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(ModelFile, content);
        WriteManifest();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
