using System.Text.RegularExpressions;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_whole_run_folder()
    {
        Train("--epochs", "1", "--dump-steps", "1");

        Assert.Equal(
            [
                ".lock", "checkpoint", "distributions.json", "distributions.svg", "dump", "events.out.tfevents.SECONDS.gan-onnx.0000",
                "generator.onnx", "manifest.json", "metrics.jsonl", "options.json", "report.html",
            ],
            Directory.GetFileSystemEntries(Run).Select(entry => Regex.Replace(Path.GetFileName(entry), @"\d{10}", "SECONDS"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Says_what_it_does_and_what_came_of_it()
    {
        var lines = Train("--steps", "3", "--seed", "9").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal($"gaussian-1d: --steps 3 on cpu, 1 thread, seed 9, from step 0; run folder {Run}", lines[0]);
        Assert.Matches(
            @"^epoch 1, step 3, 100 %: D loss \d\.\d{4}, G loss \d\.\d{4}, D\(real\) 0\.\d{3}, D\(fake\) 0\.\d{3}, "
            + @"[\d,]+ images/s, 0:00 left$",
            lines[1]);
        Assert.Matches($"^Step 3, 768 images, [0-9.]+ s\\. Frozen generator: {Regex.Escape(Run)}/generator.onnx$", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Goes_on_with_the_runs_own_threads_and_device()
    {
        Train("--steps", "2", "--threads", "3");
        var options = new RunFolder(Run).Options;
        File.WriteAllText(
            options, File.ReadAllText(options).Replace("\"device\": \"cpu\"", "\"device\": \"cuda\"", StringComparison.Ordinal));

        Assert.Contains("on cuda with 3 thread(s)", CommandRun.Good("train", "--resume", Run, "--steps", "4", "--dry-run"));
        Assert.Contains(
            "on cpu with 1 thread(s)",
            CommandRun.Good("train", "--resume", Run, "--steps", "4", "--dry-run", "--threads", "1", "--device", "cpu"));
    }

    [Fact]
    public void Goes_on_to_a_larger_total()
    {
        Train("--steps", "2", "--set", "data.batch=128");

        var output = CommandRun.Good("train", "--resume", Run, "--steps", "5", "--threads", "1");

        Assert.Contains("from step 2; run folder", output);
        Assert.Equal(5, Checkpoint.ReadState(new RunFolder(Run).Checkpoint).Step);
        Assert.Contains(
            "\"command\": \"train --preset gaussian-1d --set data.batch=128 --steps 5 --seed 1\"",
            File.ReadAllText(Path.Combine(Run, "options.json")));
    }

    [Fact]
    public void Finished_run_is_frozen_again_and_says_how_to_go_on()
    {
        Train("--steps", "2");
        File.Delete(Path.Combine(Run, "generator.onnx"));

        Assert.Equal(
            $"'{Run}' has reached --steps 2 (step 2). To train on, give a larger total, for example --steps 4.\n",
            CommandRun.Good("train", "--resume", Run));
        Assert.True(File.Exists(Path.Combine(Run, "generator.onnx")));
    }

    [Fact]
    public void Command_in_the_manifest_can_be_pasted()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--run", Run, "--minutes", "0.01", "--set", "description=two words");

        var manifest = Manifest.Read(Path.Combine(Run, "manifest.json"));
        Assert.Equal(
            $"train --preset gaussian-1d --set 'description=two words' --steps {manifest.Training!.Steps} --seed 1",
            manifest.Training.Command);
    }

    [Theory]
    [InlineData(new[] { "--set", "data.batch=64" }, "--set data.batch=64")]
    [InlineData(new[] { "--preset", "gaussian-1d", "--set", "data.batch=64" }, "data.batch (256 → 64)")]
    [InlineData(new[] { "--preset", "vanilla" }, "name (\"gaussian-1d\" → \"vanilla\")")]
    [InlineData(new[] { "--seed", "2" }, "seed (1 → 2)")]
    public void Resumed_run_keeps_its_hyperparameters(string[] options, string difference)
    {
        Train("--steps", "2");

        var message = CommandRun.Mistake(["train", "--resume", Run, "--steps", "4", .. options]);

        Assert.StartsWith($"'{Run}' was trained with other hyperparameters: {difference}", message);
        Assert.EndsWith("Leave out --preset, --set and --seed to go on as before, or start a new run with --run.", message);
    }

    [Fact]
    public void Edited_options_are_refused()
    {
        Train("--steps", "2");
        var options = Path.Combine(Run, "options.json");
        File.WriteAllText(options, File.ReadAllText(options).Replace("\"beta2\": 0.99", "\"beta2\": 0.98"));

        var message = CommandRun.Mistake("train", "--resume", Run, "--steps", "4");

        Assert.Contains("was trained with other hyperparameters than options.json says", message);
    }

    [Fact]
    public void Smaller_total_than_was_done_is_refused()
    {
        Train("--steps", "4");

        Assert.Equal(
            $"--steps 3: '{Run}' has done 4 iterations already, more than 3. Give a larger total, or leave it out.",
            CommandRun.Mistake("train", "--resume", Run, "--steps", "3"));
    }

    [Fact]
    public void Run_folder_in_use_is_refused()
    {
        Train("--steps", "2");
        using var other = RunLock.Take(new RunFolder(Run));

        Assert.StartsWith($"'{Run}' is being trained by another process.", CommandRun.Mistake("train", "--resume", Run, "--steps", "4"));
    }

    [Fact]
    public void Run_folder_that_is_not_empty_is_refused()
    {
        Train("--steps", "2");

        Assert.Equal(
            $"--run '{Run}' is not empty. Go on with it by --resume {Run}, name a new folder, or start over with --force.",
            CommandRun.Mistake("train", "--preset", "gaussian-1d", "--run", Run));
    }

    [Fact]
    public void Run_folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(Run, "");

        Assert.Equal(
            $"--run '{Run}' is a file. Name a folder that does not exist yet.",
            CommandRun.Mistake("train", "--preset", "gaussian-1d", "--run", Run));
    }

    [Fact]
    public void Run_without_a_checkpoint_cannot_go_on()
    {
        Train("--steps", "2");
        Directory.Delete(Path.Combine(Run, "checkpoint"), recursive: true);

        Assert.Contains(
            "holds no checkpoint: the run stopped before its first.", CommandRun.Mistake("train", "--resume", Run, "--steps", "4"));
    }

    [Fact]
    public void Truncated_images_are_refused_with_both_sums_and_no_run_folder()
    {
        File.WriteAllBytes(_folder["train-images-idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0]);

        var message = CommandRun.Mistake("train", "--preset", "mlp", "--data", _folder.Path, "--run", Run);

        Assert.Contains("expected SHA-256 ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", message);
        Assert.Contains(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder["train-images-idx3-ubyte"]))),
            message);
        Assert.False(Directory.Exists(Run), "a run folder is left behind");
    }

    [Fact]
    public void Breakdown_has_an_exit_code_of_its_own_and_keeps_the_checkpoint()
    {
        // Six times a million of a million is beyond a float, and five times, of which the gradients are, is not.
        var layers = string.Join(',', Enumerable.Repeat("""{"type":"Linear","in":1,"out":1}""", 6));
        var run = CommandRun.Of(
            "train", "--preset", "gaussian-1d", "--run", Run, "--set", "data.mean=1e6", "--set", $"discriminator.layers=[{layers}]",
            "--set", """discriminator.initializer.weight={"type":"constant","value":1e6}""",
            "--set", """loss={"type":"wasserstein"}""");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: Training stopped at step 1: 'loss' of discriminator_step is ", run.Error);
        Assert.Equal(0, Checkpoint.ReadState(new RunFolder(Run).Checkpoint).Step);
    }

    [Fact]
    public void Gpu_is_used_or_missed_in_words_but_never_replaced()
    {
        var run = CommandRun.Of("train", "--preset", "gaussian-1d", "--run", Run, "--steps", "1", "--device", "cuda");

        if (run.ExitCode == 0)
        {
            Assert.Contains(" on cuda, ", run.Output);
            return;
        }

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("^error: Device cuda: ONNX Runtime cannot use a GPU here .* or use --device cpu\\.\n$", run.Error);
        Assert.False(Directory.Exists(Run), "a run folder is left behind");
    }

    [Fact]
    public void Run_folder_is_named_after_preset_and_time_where_none_is_named() =>
        Assert.Matches(
            "in run folder runs/gaussian-1d-[0-9]{8}-[0-9]{6}\n", CommandRun.Good("train", "--preset", "gaussian-1d", "--dry-run"));

    [Fact]
    public void Dry_run_checks_everything_and_writes_nothing()
    {
        var output = CommandRun.Good(
            "train", "--preset", "gaussian-1d", "--run", Run, "--epochs", "3", "--set", "data.batch=64", "--dry-run");

        Assert.Contains("\"batch\": 64,", output.Replace("\"batch\": 64\n", "\"batch\": 64,"));
        Assert.Contains("  generator.0.weight               [16,8]\n", output);
        Assert.Contains("train --preset gaussian-1d --set data.batch=64 --epochs 3 --seed 1\n", output);
        Assert.EndsWith("Dry run: nothing was read, trained or written.\n", output);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Dump_records_the_first_steps()
    {
        Train("--steps", "3", "--dump-steps", "2");

        Assert.Equal(2, Directory.GetFiles(Path.Combine(Run, "dump")).Length);
        using var dump = SafetensorsReader.Open(Path.Combine(Run, "dump", "step-000002.safetensors"));
        Assert.Contains("discriminator_step/images", dump.Tensors.Select(tensor => tensor.Name));
    }

    private string Train(params string[] options) => CommandRun.Good(["train", "--preset", "gaussian-1d", "--run", Run, .. options]);
}
