using System.CommandLine;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>The <c>--force</c> of all commands that write files: without it, none replaces one that is there.</summary>
internal static class Replacing
{
    // EEXIST of Linux and of macOS, ERROR_FILE_EXISTS of Windows.
    private static readonly int[] Exists = [17, unchecked((int)0x80070050)];

    /// <summary>The option.</summary>
    public static Option<bool> Option() => new("--force") { Description = "Replace files that exist already." };

    /// <summary>Checks the files that are going to be written, before any work is done for them.</summary>
    /// <param name="force">Whether files may be replaced.</param>
    /// <param name="option">The option that says where they go.</param>
    /// <param name="paths">The files.</param>
    /// <exception cref="RunException">One is there and may not be replaced, is a folder, or cannot be written.</exception>
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

            RequireWritable(option, path);
        }
    }

    /// <summary>Refuses two outputs of a command that are one file.</summary>
    /// <exception cref="RunException">They are.</exception>
    public static void RequireApart(string option, IEnumerable<string> paths, string other, string? path)
    {
        if (path is not null && paths.Any(one => Path.GetFullPath(one) == Path.GetFullPath(path)))
        {
            throw new RunException($"{option} and {other} name the same file, '{path}'. Name two.");
        }
    }

    /// <summary>Writes an empty file, and removes it, where the first of the file's folders is that is there.</summary>
    /// <param name="option">The option that says where it goes.</param>
    /// <param name="path">The file, or a folder that is to be made.</param>
    /// <exception cref="RunException">That cannot be done, or a file is in the place of a folder.</exception>
    public static void RequireWritable(string option, string path)
    {
        var there = Path.GetDirectoryName(Path.GetFullPath(path))!;
        while (!Directory.Exists(there))
        {
            if (File.Exists(there))
            {
                throw new RunException(
                    $"{option}: '{there}' is a file, so it cannot be the folder that '{path}' needs. Name another path.");
            }

            there = Path.GetDirectoryName(there)!;
        }

        var probe = AtomicFile.Unfinished(Path.Combine(there, Path.GetFileName(path)));
        try
        {
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (IOException exception) when (Exists.Contains(exception.HResult))
        {
            // Of another process that is writing there, or of one that was killed.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"{option}: '{path}' cannot be written: {exception.Message.TrimEnd('.')}. Name another path.");
        }
    }

    /// <summary>A rename would put a file in the place of the device. /dev/shm is a folder like others.</summary>
    private static bool IsDevice(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }
}
