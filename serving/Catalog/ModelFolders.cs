using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>The folders of models within one folder, as they are now.</summary>
internal static class ModelFolders
{
    /// <summary>
    /// Folders that hold a generator, or at least its manifest, as half a copy does; one with a manifest and another model file, such as a
    /// classifier's, is none.
    /// </summary>
    /// <param name="folder">Null for no folders.</param>
    /// <returns>Names and paths, in the order of names.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<(string Name, string Path)> In(string? folder) =>
        folder is null
            ? []
            :
            [
                .. Directory.EnumerateDirectories(folder)
                    .Where(HoldsModel)
                    .Select(path => (Path.GetFileName(path), path))
                    .Order(),
            ];

    private static bool HoldsModel(string path)
    {
        try
        {
            string[] files = [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file))];
            return files.Contains(FrozenGenerator.FileName)
                || (files.Contains(Manifest.FileName) && !files.Any(file => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)));
        }
        catch (UnauthorizedAccessException)
        {
            // It may well hold one; loading it will say what is missing.
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
