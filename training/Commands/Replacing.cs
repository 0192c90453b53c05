using System.CommandLine;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>The <c>--force</c> of all commands that write files: without it, none replaces one that is there.</summary>
internal static class Replacing
{
    /// <summary>The option.</summary>
    public static Option<bool> Option() => new("--force") { Description = "Replace files that exist already." };

    /// <summary>Checks the files that are going to be written, before any work is done for them.</summary>
    /// <param name="force">Whether files may be replaced.</param>
    /// <param name="option">The option that says where they go.</param>
    /// <param name="paths">The files.</param>
    /// <exception cref="RunException">One is there and may not be replaced, or is a folder.</exception>
    public static void Check(bool force, string option, params IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                throw new RunException($"{option}: '{path}' is a folder, where a file is to be written. Name another path.");
            }

            if (IsDevice(path))
            {
                throw new RunException(
                    $"{option}: '{path}' is a device or a pipe, and files are written beside their place and then renamed. Name a file.");
            }

            if (!force && File.Exists(path))
            {
                throw new RunException($"{option}: '{path}' exists already. Name another path, or replace it with --force.");
            }
        }
    }

    /// <summary>A rename would put a file in the place of the device. /dev/shm is a folder like others.</summary>
    private static bool IsDevice(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }
}
