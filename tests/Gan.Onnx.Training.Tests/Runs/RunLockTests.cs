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
}
