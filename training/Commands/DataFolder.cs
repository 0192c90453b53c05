namespace Gan.Onnx.Training.Commands;

/// <summary>The folder that a <c>--data</c> means.</summary>
internal static class DataFolder
{
    private const string Suffix = "-ubyte";

    /// <summary>The folder itself, or that of one of the files in MNIST's format; null for none.</summary>
    public static string? Of(string? path) =>
        path is not null && Path.GetFileName(path).Contains(Suffix, StringComparison.Ordinal) && File.Exists(path)
            ? Path.GetDirectoryName(Path.GetFullPath(path))
            : path;
}
