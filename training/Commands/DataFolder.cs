namespace Gan.Onnx.Training.Commands;

/// <summary>The folder that a <c>--data</c> means.</summary>
internal static class DataFolder
{
    private const string Suffix = "-ubyte";
    private static readonly string[] Halves = ["train-", "t10k-"];

    /// <summary>
    /// The folder itself, or that of one of the files in MNIST's format; a file whose name says of which set it is, such as
    /// <c>emnist-letters-train-images-idx3-ubyte</c>, stays, since its folder may hold several; null for none.
    /// </summary>
    public static string? Of(string? path) =>
        Path.GetFileName(path) is { } name
        && name.Contains(Suffix, StringComparison.Ordinal)
        && Halves.Any(half => name.StartsWith(half, StringComparison.Ordinal))
        && File.Exists(path)
            ? Path.GetDirectoryName(Path.GetFullPath(path))
            : path;
}
