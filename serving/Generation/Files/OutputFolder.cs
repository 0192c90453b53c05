namespace Gan.Onnx.Generation.Files;

/// <summary>Folders that files are about to be written to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes a folder and those above it, as far as they are missing.</summary>
    /// <exception cref="IOException">It cannot be made; where a file stands in the way, the message names that file.</exception>
    /// <exception cref="UnauthorizedAccessException">The user has no right to make it.</exception>
    public static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (IOException exception) when (FileAmong(path) is { } file)
        {
            throw new IOException($"'{file}' is a file, so it cannot be the folder that '{path}' needs. Name another path.", exception);
        }
    }

    private static string? FileAmong(string path)
    {
        for (var part = Path.GetFullPath(path); part is not null; part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part))
            {
                return part;
            }
        }

        return null;
    }
}
