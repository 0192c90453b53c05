using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class RunLockTests
{
    [Fact]
    public void Second_taker_is_refused_until_the_first_gives_the_folder_back()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder["run"]);
        var first = RunLock.Take(run);

        var refusal = Assert.Throws<RunException>(() => RunLock.Take(run));
        first.Dispose();

        Assert.StartsWith($"'{run.Path}' is being trained by another process.", refusal.Message);
        RunLock.Take(run).Dispose();
    }

    [Fact]
    public void Folder_that_cannot_be_made_is_no_folder_in_use()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");

        Assert.ThrowsAny<IOException>(() => RunLock.Take(new RunFolder(folder["file/run"])));
    }

    /// <summary>As on a read-only or a full disk: what the system says, and not that somebody trains there.</summary>
    [Fact]
    public void Lock_that_cannot_be_opened_is_no_folder_in_use()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder[".lock"], folder[".lock"]);

        var refusal = Assert.ThrowsAny<IOException>(() => RunLock.Take(new RunFolder(folder.Path)));

        Assert.Contains("symbolic links", refusal.Message);
    }

    [Fact]
    public void Runs_of_the_same_second_get_folders_of_their_own()
    {
        using var folder = new TemporaryFolder();
        using var first = RunLock.TakeNew(new RunFolder(folder["mlp-20261126-120000"]));
        using var second = RunLock.TakeNew(new RunFolder(folder["mlp-20261126-120000"]));
        using var third = RunLock.TakeNew(new RunFolder(folder["mlp-20261126-120000"]));

        Assert.Equal(
            [folder["mlp-20261126-120000"], folder["mlp-20261126-120000-2"], folder["mlp-20261126-120000-3"]],
            new[] { first, second, third }.Select(taken => taken.Folder.Path));
    }
}
