using System.Globalization;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>The built program, ended from outside.</summary>
public class SignalTests
{
    private const string Endless = "1000000000";

    [Theory]
    [InlineData(TrainingProcess.Kill, 137)]
    [InlineData(TrainingProcess.Terminate, 0)]
    [InlineData(TrainingProcess.Interrupt, 0)]
    public void Ended_run_goes_on_as_if_it_had_never_ended(int signal, int expectedExitCode)
    {
        using var folder = new TemporaryFolder();
        var (ended, whole) = (new RunFolder(folder["ended"]), new RunFolder(folder["whole"]));

        var (exitCode, text) = TrainAndSend(signal, ended);
        Assert.True(exitCode == expectedExitCode, $"exit code {exitCode}: {text}");
        var total = (Checkpoint.ReadState(ended.Checkpoint).Step + 60).ToString(CultureInfo.InvariantCulture);
        TrainingProcess.Run("train", "--resume", ended.Path, "--steps", total);
        TrainingProcess.Run("train", "--preset", "gaussian-1d", "--run", whole.Path, "--steps", total);

        foreach (var file in new[] { $"checkpoint/weights-{total.PadLeft(9, '0')}.safetensors", "checkpoint/state.json", "generator.onnx" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Path, file)), File.ReadAllBytes(Path.Combine(ended.Path, file)));
        }

        Assert.Equal(TestRun.WithoutTimes(whole.Metrics), TestRun.WithoutTimes(ended.Metrics));
    }

    [Theory]
    [InlineData(TrainingProcess.Terminate)]
    [InlineData(TrainingProcess.Interrupt)]
    [InlineData(TrainingProcess.HangUp)]
    public void Stopped_run_saves_and_says_how_to_go_on(int signal)
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder["run"]);

        var (_, text) = TrainAndSend(signal, run);

        Assert.Contains($"Stopped and saved. Go on with: train --resume {run.Path}", text);
        Assert.Contains($"Step {Checkpoint.ReadState(run.Checkpoint).Step}, ", text);
        Assert.True(File.Exists(run.Generator));
    }

    [Fact]
    public void Unattended_run_says_by_its_exit_code_that_the_same_command_goes_on()
    {
        using var folder = new TemporaryFolder();
        var (ended, whole) = (new RunFolder(folder["ended"]), new RunFolder(folder["whole"]));

        var (exitCode, text) = TrainAndSend(TrainingProcess.Terminate, ended, "--resume-or-start");
        Assert.True(exitCode == 75, $"exit code {exitCode}: {text}");
        var total = (Checkpoint.ReadState(ended.Checkpoint).Step + 60).ToString(CultureInfo.InvariantCulture);
        foreach (var run in new[] { ended, whole })
        {
            TrainingProcess.Run("train", "--preset", "gaussian-1d", "--resume-or-start", "--run", run.Path, "--steps", total);
        }

        Assert.Equal(File.ReadAllBytes(whole.Generator), File.ReadAllBytes(ended.Generator));
    }

    private static (int ExitCode, string Text) TrainAndSend(int signal, RunFolder folder, params string[] options)
    {
        using var process = TrainingProcess.Start(
            ["train", "--preset", "gaussian-1d", "--run", folder.Path, "--steps", Endless, "--checkpoint-seconds", "0.2", .. options]);
        process.WaitForProgress(folder);
        process.Send(signal);
        return process.WaitForExit();
    }
}
