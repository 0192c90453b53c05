using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>A model folder whose model an operator replaces while it is served: first the good one, then whichever.</summary>
internal sealed class SwapFolder : IDisposable
{
    private readonly ModelFolder _good = new();
    private readonly ModelFolder _conditional = new("conditional");
    private readonly ModelFolder _served = new();

    public SwapFolder()
    {
        GoodVersion = _good.WriteManifest().Sha256;
        ConditionalVersion = _conditional.WriteManifest(manifest => manifest with { Classes = 10 }).Sha256;
    }

    /// <summary>The folder that is served, and its name.</summary>
    public string Path => _served.Path;

    public string Name => System.IO.Path.GetFileName(Path);

    public string ModelFile => _served.ModelFile;

    public string ManifestFile => _served.ManifestFile;

    public string GoodVersion { get; }

    public string ConditionalVersion { get; }

    /// <summary>Puts the good model, or the conditional one, in place: each file beside its place first, then renamed.</summary>
    public void Put(bool good)
    {
        var source = good ? _good : _conditional;
        Replace(source.ModelFile, ModelFile);
        Replace(source.ManifestFile, ManifestFile);
    }

    /// <summary>A further folder with the good model within another one.</summary>
    public static void CopyTo(string folder, bool withManifest = true)
    {
        using var good = new ModelFolder();
        Directory.CreateDirectory(folder);
        File.Copy(good.ModelFile, System.IO.Path.Combine(folder, FrozenGenerator.FileName));
        if (withManifest)
        {
            File.Copy(good.ManifestFile, System.IO.Path.Combine(folder, Manifest.FileName));
        }
    }

    /// <summary>The conditional model's file.</summary>
    public byte[] ConditionalModel() => File.ReadAllBytes(_conditional.ModelFile);

    /// <summary>Puts a file in place of what is there, even of a folder.</summary>
    public static void Replace(string source, string destination)
    {
        if (Directory.Exists(destination))
        {
            Directory.Delete(destination);
        }

        File.Copy(source, destination + ".new", overwrite: true);
        File.Move(destination + ".new", destination, overwrite: true);
    }

    public void Dispose()
    {
        _good.Dispose();
        _conditional.Dispose();
        _served.Dispose();
    }
}
