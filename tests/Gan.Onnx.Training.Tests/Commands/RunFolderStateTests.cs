using Gan.Onnx.Training.Commands;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>A run folder as a crash can leave it at any moment: each state has a way out, and is told which.</summary>
public sealed class RunFolderStateTests : IDisposable
{
    private static readonly Lazy<string> Options = new(() =>
    {
        using var folder = new TemporaryFolder();
        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "2", "--run", folder["run"]);
        return File.ReadAllText(folder["run/options.json"]);
    });

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_of_the_whole_system_is_of_no_run()
    {
        Assert.StartsWith("--run '/' is not empty, and '", CommandRun.Mistake("train", "--preset", "gaussian-1d", "--run", "/"));
        Assert.StartsWith("'/options.json' does not exist: this is not a run folder.", CommandRun.Mistake("train", "--resume", "/"));
    }

    [Fact]
    public void Folder_that_is_taken_away_while_it_is_trained_is_not_said_to_be_untrained()
    {
        Leave([".lock"]);
        var folder = new RunFolder(Run);
        Assert.EndsWith("Nothing was trained yet; when that is mended, give the same command again.", Breakdown());
        File.Delete(folder.Lock);

        Assert.Equal(
            $"Training stopped: gone. '{Run}' was moved or removed while it was trained. If it was moved, go on with --resume and the new "
            + "place.",
            Breakdown());

        string Breakdown() => Assert.Throws<RunException>(() => RunBreakdown.Explain(folder, () => throw new IOException("gone."))).Message;
    }

    /// <summary>What is left of a run that was ended before its first checkpoint, from the first file that it makes to the last.</summary>
    [Theory]
    [InlineData()]
    [InlineData(".lock")]
    [InlineData(".lock", "options.json.tmp")]
    [InlineData(".lock", "options.json")]
    [InlineData(".lock", "options.json", "metrics.jsonl.tmp")]
    [InlineData(".lock", "options.json", "metrics.jsonl", "distributions.json", "distributions.svg.tmp")]
    [InlineData(".lock", "options.json", "metrics.jsonl", "events.out.tfevents.1795727434.gan-onnx.0000", "report.html")]
    [InlineData(".lock", "options.json", "artifacts/generator/training_model.onnx", "artifacts/discriminator/checkpoint.tmp")]
    [InlineData(".lock", "options.json", "metrics.jsonl", "report.html", "checkpoint/weights-000000000.safetensors.tmp")]
    [InlineData(".lock", "options.json", "metrics.jsonl", "report.html", "checkpoint/weights-000000000.safetensors")]
    [InlineData(".lock", "options.json", "metrics.jsonl", "report.html", "checkpoint/state.json.tmp")]
    public void Folder_without_a_checkpoint_is_begun_anew(params string[] files)
    {
        Leave(files);

        var told = CommandRun.Mistake("train", "--resume", Run);

        Assert.DoesNotContain("--force", told);
        Assert.EndsWith($" --run {Run}", told);
        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "2", "--run", Run);
        Assert.Empty(Directory.GetFiles(Run, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(2, Checkpoint.ReadState(new RunFolder(Run).Checkpoint).Step);
    }

    [Fact]
    public void Way_out_that_is_printed_works()
    {
        Leave(".lock", "options.json", "metrics.jsonl");

        CommandRun.Good(WayOut(CommandRun.Mistake("train", "--resume", Run)).Split(' '));

        Assert.Equal(2, Checkpoint.ReadState(new RunFolder(Run).Checkpoint).Step);
    }

    [Fact]
    public void Checkpoint_that_was_deleted_is_told_the_way_out_too()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "2", "--run", Run);
        Directory.Delete(_folder["run/checkpoint"], recursive: true);

        Assert.Equal(
            $"--run '{Run}' is not empty, and has no checkpoint to go on with. Name a new folder, or start over with --force.",
            CommandRun.Mistake("train", "--preset", "gaussian-1d", "--run", Run));
        CommandRun.Good(WayOut(CommandRun.Mistake("train", "--resume", Run)).Split(' '));
    }

    [Fact]
    public void Way_out_is_told_by_whoever_looks_for_the_checkpoint()
    {
        Leave(".lock", "options.json");

        Assert.Contains("holds no checkpoint", CommandRun.Mistake("export", "--run", Run, "--output", _folder["model"]));
        Assert.Contains(
            "holds no checkpoint",
            CommandRun.Mistake("artifacts", "--preset", "gaussian-1d", "--from-run", Run, "--output", _folder["artifacts"]));
    }

    [Fact]
    public void Force_starts_over_and_leaves_what_is_not_of_the_run()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "4", "--run", Run);
        File.WriteAllText(_folder["run/notes.txt"], "mine");
        Directory.CreateDirectory(_folder["run/samples"]);
        File.WriteAllText(_folder["run/samples/cat.png"], "mine");

        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "2", "--run", Run, "--force");

        Assert.Equal(2, Checkpoint.ReadState(new RunFolder(Run).Checkpoint).Step);
        Assert.Single(MetricsLog.Read(new RunFolder(Run).Metrics));
        Assert.Single(Directory.GetFiles(Run, "events.out.tfevents.*"));
        Assert.Equal(["mine", "mine"], new[] { "notes.txt", "samples/cat.png" }.Select(name => File.ReadAllText(Path.Combine(Run, name))));
    }

    [Theory]
    [InlineData("thesis.tex")]
    [InlineData("thesis.tmp")]
    [InlineData("generator.onnx")]
    [InlineData("samples/cat.png")]
    public void Folder_of_something_else_is_never_taken(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"run/{file}"])!);
        File.WriteAllText(_folder[$"run/{file}"], "mine");

        foreach (var force in new string[][] { [], ["--force"] })
        {
            Assert.Equal(
                $"--run '{Run}' is not empty, and '{file}' in it is of no run. Name a new folder.",
                CommandRun.Mistake(["train", "--preset", "gaussian-1d", "--run", Run, .. force]));
        }

        Assert.Equal("mine", File.ReadAllText(_folder[$"run/{file}"]));
        Assert.Contains("this is not a run folder", CommandRun.Mistake("train", "--resume", Run));
    }

    [Fact]
    public void Force_and_resume_exclude_each_other() => Assert.StartsWith(
        "--force starts a run over, and --resume goes on with it.", CommandRun.Mistake("train", "--resume", Run, "--force"));

    [Fact]
    public void Run_that_cannot_be_written_any_more_says_why_and_how_it_goes_on()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "2", "--run", Run);
        File.Delete(_folder["run/metrics.jsonl"]);
        Directory.CreateDirectory(_folder["run/metrics.jsonl"]);

        var run = CommandRun.Of("train", "--resume", Run, "--steps", "4");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: Training stopped: ", run.Error);
        Assert.Contains("metrics.jsonl", run.Error);
        Assert.EndsWith(
            $"The last checkpoint is of step 2; when that is mended, go on with: train --resume {Run}\n", run.Error);
        Directory.Delete(_folder["run/metrics.jsonl"]);
        CommandRun.Good("train", "--resume", Run, "--steps", "4");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("two\nlines")]
    [InlineData("übung-数字")]
    [InlineData("it's $HOME; `x`")]
    public void Any_name_will_do(string name)
    {
        var output = CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "2", "--run", _folder[name]);

        Assert.Contains($"run folder {_folder[name]}\n", output);
        CommandRun.Good("train", "--resume", _folder[name], "--steps", "3");
    }

    [Fact]
    public void Name_that_is_too_long_is_told() => Assert.Contains(
        "too long", CommandRun.Mistake("train", "--preset", "gaussian-1d", "--steps", "1", "--run", _folder[new string('x', 300)]));

    private static string WayOut(string told)
    {
        const string Begin = "Start it again with ";
        Assert.Contains(Begin, told);
        return told[(told.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..];
    }

    /// <summary>Makes these files, as a run of two steps would.</summary>
    private void Leave(params string[] files)
    {
        Directory.CreateDirectory(Run);
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"run/{file}"])!);
            File.WriteAllText(_folder[$"run/{file}"], file == "options.json" ? Options.Value : "{");
        }
    }
}
