using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// Keeps a second process out of a run folder. The operating system gives the lock back when the process ends, however it ends.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, and makes it where it does not exist.</summary>
    /// <exception cref="RunException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static RunLock Take(RunFolder folder)
    {
        Directory.CreateDirectory(folder.Path);
        try
        {
            return new RunLock(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            throw new RunException(
                $"'{folder.Path}' is being trained by another process. Wait until that ends, or stop it with Ctrl-C, then resume.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
