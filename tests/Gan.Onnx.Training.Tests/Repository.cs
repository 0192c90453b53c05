using System.Runtime.CompilerServices;

namespace Gan.Onnx.Training.Tests;

/// <summary>Where the sources lie that these tests were compiled from.</summary>
internal static class Repository
{
    /// <summary>The root folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string source = "") => source;
}
