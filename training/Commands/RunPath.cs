using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>The run that a path means: its folder, or one of the files in it that a shell's completion ends at.</summary>
internal static class RunPath
{
    /// <summary>The run's folder; a path that is no file is taken as it is.</summary>
    public static RunFolder Of(string path)
    {
        var folder = new RunFolder(path);
        return File.Exists(path) && Path.GetDirectoryName(path) is { } parent && File.Exists(new RunFolder(parent).Options)
            ? new RunFolder(parent.Length == 0 ? "." : parent)
            : folder;
    }
}
