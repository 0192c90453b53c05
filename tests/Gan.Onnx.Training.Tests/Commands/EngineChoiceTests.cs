using System.Text.Json.Nodes;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>train --engine</c>, in a build whose native library has no training, as that of the usual packages.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    private const string Missing =
        "--engine ort-training: this build's native library cannot train. The package Microsoft.ML.OnnxRuntime.Training 1.19.2 is "
        + "missing: build with -p:OnnxRuntime=training where a NuGet source has it, or use the default, --engine onnxruntime.";

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Engine_that_is_not_in_the_build_is_refused_before_there_is_a_run_folder()
    {
        var message = CommandRun.Mistake(["train", "--preset", "gaussian-1d", "--run", Run, "--engine", "ort-training"]);

        Assert.Equal(Missing, message);
        Assert.False(Directory.Exists(Run));
    }

    [Theory]
    [InlineData(
        "--engine ort-training --device cuda",
        "--engine ort-training trains on the CPU alone: its package has no CUDA. Use --device cpu, or --engine onnxruntime.")]
    [InlineData(
        "--engine ort-training --dump-steps 1",
        "--dump-steps records gradients, which ONNX Runtime Training does not show. Leave it out, or use --engine onnxruntime.")]
    [InlineData(
        "--engine ort-train",
        "--engine must be one of onnxruntime, ort-training, found 'ort-train'. Did you mean 'ort-training'? See 'train --help'.")]
    public void What_no_engine_does_is_refused(string options, string message) => Assert.Equal(
        message, CommandRun.Mistake(["train", "--preset", "gaussian-1d", "--dry-run", .. options.Split(' ')]));

    [Fact]
    public void Command_that_repeats_the_run_names_the_engine()
    {
        var lines = CommandRun.Good(
            "train", "--preset", "gaussian-1d", "--steps", "3", "--engine", "ort-training", "--dry-run").Split('\n');

        Assert.Contains("train --preset gaussian-1d --engine ort-training --steps 3 --seed 1", lines);
        Assert.Contains(lines, line => line.StartsWith("  on cpu by ort-training with ", StringComparison.Ordinal));
    }

    [Fact]
    public void Usual_engine_is_not_written_down()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--run", Run, "--steps", "1", "--engine", "onnxruntime");

        Assert.False(Settings().ContainsKey("engine"));
        Assert.Null(ResolvedOptions.Read(new RunFolder(Run).Options).Run.Engine);
    }

    [Theory]
    [InlineData("", "--engine ort-training ", "  on cpu by ort-training with ")]
    [InlineData("--engine onnxruntime", "", "  on cpu with ")]
    public void Resumed_run_keeps_its_engine_unless_another_is_given(string options, string repeated, string described)
    {
        Rewrite();

        var given = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lines = CommandRun.Good(["train", "--resume", Run, "--steps", "3", "--dry-run", .. given]).Split('\n');

        Assert.Contains($"train --preset gaussian-1d {repeated}--steps 3 --seed 1", lines);
        Assert.Contains(lines, line => line.StartsWith(described, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_goes_on_with_the_usual_engine_where_its_own_is_missing()
    {
        Rewrite();

        Assert.Equal(Missing, CommandRun.Mistake("train", "--resume", Run, "--steps", "2"));
        CommandRun.Good("train", "--resume", Run, "--steps", "2", "--engine", "onnxruntime");

        Assert.Equal(2, Checkpoint.ReadState(new RunFolder(Run).Checkpoint).Step);
        Assert.False(Settings().ContainsKey("engine"));
    }

    [Fact]
    public void Engine_that_nobody_knows_is_refused_in_options_json()
    {
        Rewrite(engine: "cuda-training");

        Assert.Equal(
            "run.engine 'cuda-training' in options.json is unknown. It may be ort-training, or be left out.",
            CommandRun.Mistake("train", "--resume", Run, "--steps", "2"));
    }

    private JsonObject Settings() => JsonNode.Parse(File.ReadAllText(new RunFolder(Run).Options))!["run"]!.AsObject();

    /// <summary>A run of one step, as it would have been written by another engine.</summary>
    private void Rewrite(string engine = "ort-training")
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--run", Run, "--steps", "1");
        var path = new RunFolder(Run).Options;
        var options = JsonNode.Parse(File.ReadAllText(path))!;
        options["run"]!["engine"] = engine;
        options["run"]!["command"] = $"train --preset gaussian-1d --engine {engine} --steps 1 --seed 1";
        File.WriteAllText(path, options.ToJsonString());
    }
}
