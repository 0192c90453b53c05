using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>What tells that the files of a model have changed, without reading them.</summary>
/// <param name="Model">Time and length of the model file; default when it cannot be seen.</param>
/// <param name="Manifest">The same of its manifest.</param>
internal readonly record struct ModelFiles((DateTime Written, long Length) Model, (DateTime Written, long Length) Manifest)
{
    /// <summary>Looks at a model folder or an .onnx file.</summary>
    public static ModelFiles Look(string path)
    {
        var isFile = path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path);
        var folder = isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        return new ModelFiles(
            Look(new FileInfo(isFile ? path : Path.Combine(folder, FrozenGenerator.FileName))),
            Look(new FileInfo(Path.Combine(folder, Generation.Models.Manifest.FileName))));
    }

    private static (DateTime Written, long Length) Look(FileInfo file)
    {
        try
        {
            // Of a link the time is its own, which stays when what it leads to is replaced, as in Kubernetes' volumes.
            var content = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return content is FileInfo { Exists: true } found ? (found.LastWriteTimeUtc, found.Length) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
