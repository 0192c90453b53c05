using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// Keeps a second process out of a run folder. The operating system gives the lock back when the process ends, however it ends.
/// </summary>
internal sealed class RunLock : IDisposable
{
    // What .NET makes of a lock that another process holds: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private RunLock(RunFolder folder, FileStream file) => (Folder, _file) = (folder, file);

    /// <summary>What is locked.</summary>
    public RunFolder Folder { get; }

    /// <summary>Takes the folder, and makes it where it does not exist.</summary>
    /// <exception cref="RunException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">The user has no right to do so.</exception>
    public static RunLock Take(RunFolder folder) => TryTake(folder) ?? throw new RunException(
        $"'{folder.Path}' is being trained by another process. Wait until that ends, or stop it with Ctrl-C, then resume.");

    /// <summary>Takes a folder of this name that nobody uses, or of this name with a number: runs may begin in the same second.</summary>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user has no right to do so.</exception>
    public static RunLock TakeNew(RunFolder folder)
    {
        for (var number = 2; ; number++)
        {
            var taken = Directory.Exists(folder.Path) ? null : TryTake(folder);
            if (taken is not null && !new RunContent(taken.Folder).HasCheckpoint)
            {
                return taken;
            }

            taken?.Dispose();
            folder = new RunFolder(FormattableString.Invariant($"{Stem(folder.Path, number)}-{number}"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The name without the number that was tried before.</summary>
    private static string Stem(string path, int number) => number == 2 ? path : path[..path.LastIndexOf('-')];

    private static RunLock? TryTake(RunFolder folder)
    {
        OutputFolder.Make(folder.Path);
        try
        {
            return new RunLock(folder, new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (Held.Contains(exception.HResult))
        {
            return null;
        }
    }
}
