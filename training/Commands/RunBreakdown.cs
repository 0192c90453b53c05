using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>Says what a run that could not be written any more has saved, and how it goes on.</summary>
internal static class RunBreakdown
{
    /// <summary>Does the work of a run whose folder is taken.</summary>
    /// <exception cref="RunException">A file could not be written: the disk is full, for example.</exception>
    public static int Explain(RunFolder folder, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Unwritable(exception.Message, Way(folder));
        }
    }

    // The process that trains holds the lock: where it is no longer in the folder, the folder is no longer there.
    private static string Way(RunFolder folder) => !File.Exists(folder.Lock)
        ? $"'{folder.Path}' was moved or removed while it was trained. If it was moved, go on with --resume and the new place."
        : new RunContent(folder).HasCheckpoint
            ? $"The last checkpoint is of step {Checkpoint.ReadState(folder.Checkpoint).Step}; when that is mended, go on with: "
            + $"train --resume {ShellWord.Quote(folder.Path)}"
            : "Nothing was trained yet; when that is mended, give the same command again.";
}
