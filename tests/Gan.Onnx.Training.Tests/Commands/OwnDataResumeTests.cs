using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>Runs on data of one's own go on by the command that is printed, as long as the data are the same: images and labels.</summary>
public sealed class OwnDataResumeTests : IDisposable
{
    private const string Preset = "mine.json";
    private readonly TemporaryFolder _folder = new();

    public OwnDataResumeTests()
    {
        var options = new IdxOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0, 28, 10);
        File.WriteAllText(
            _folder[Preset], System.Text.Json.JsonSerializer.Serialize(TinyPresets.Labels() with { Data = options }, PresetJson.Options));
        var pixels = new byte[12 * 784];
        new Random(1).NextBytes(pixels);
        IdxFile.Write(_folder["data/train-images-idx3-ubyte"], [12, 28, 28], pixels);
        Label(0);
        CommandRun.Good(
            "train", "--preset", _folder[Preset], "--data", _folder["data"], "--steps", "2", "--evaluations", "0", "--run", _folder["run"]);
    }

    private RunFolder Run => new(_folder["run"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_goes_on_without_naming_the_data_again() => Assert.Contains("from step 2", Resume("4"));

    [Fact]
    public void Folder_is_kept_as_a_full_path() =>
        Assert.Equal(_folder["data"], (string?)JsonNode.Parse(File.ReadAllText(Run.Options))!["run"]!["data"]);

    [Fact]
    public void File_of_the_set_stands_for_its_folder()
    {
        Resume("4", "--data", _folder["data/train-labels-idx1-ubyte"]);

        Assert.Equal(_folder["data"], ResolvedOptions.Read(Run.Options).Run.Data);
    }

    [Fact]
    public void Command_that_repeats_the_run_names_the_data()
    {
        var command = $"train --preset {_folder[Preset]} --data {_folder["data"]} --steps 2 --seed 5";

        Assert.Equal(command, Manifest.Read(_folder["run/manifest.json"]).Training!.Command);
        CommandRun.Good([.. command.Split(' '), "--run", _folder["again"], "--evaluations", "0"]);
        Assert.Equal(File.ReadAllBytes(Run.Generator), File.ReadAllBytes(_folder["again/generator.onnx"]));
    }

    [Fact]
    public void Relative_folder_is_a_full_one_in_that_command()
    {
        var data = Path.GetRelativePath(Environment.CurrentDirectory, _folder["data"]);

        CommandRun.Good(
            "train", "--preset", _folder[Preset], "--data", data, "--steps", "1", "--evaluations", "0", "--run", _folder["again"]);

        Assert.Contains($" --data {_folder["data"]} ", ResolvedOptions.Read(_folder["again/options.json"]).Run.Command);
    }

    [Fact]
    public void Run_without_evaluations_goes_on_without_them()
    {
        Assert.DoesNotContain("Best of", CommandRun.Good("train", "--resume", Run.Path, "--steps", "4"));
        Assert.Contains("Best of 1 evaluations", CommandRun.Good("train", "--resume", Run.Path, "--steps", "5", "--evaluations", "1"));
    }

    [Fact]
    public void Classes_may_be_named_later()
    {
        string[] names = [.. Enumerable.Range(0, 10).Select(label => $"kind {label}")];
        var options = JsonNode.Parse(File.ReadAllText(Run.Options))!;
        options["preset"]!["data"]!["classNames"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
        File.WriteAllText(Run.Options, options.ToJsonString());

        Assert.Contains("from step 2", Resume("4"));
        Assert.Equal(names, Manifest.Read(_folder["run/manifest.json"]).ClassNames);
    }

    [Fact]
    public void Data_that_were_moved_are_asked_for_and_kept()
    {
        Directory.Move(_folder["data"], _folder["it's $1 moved"]);

        Assert.Contains(_folder["data"], CommandRun.Mistake("train", "--resume", Run.Path, "--steps", "4"));
        Resume("3", "--data", _folder["it's $1 moved"]);
        Assert.Contains("from step 3", Resume("4"));
        Assert.Equal(
            $@"train --preset {_folder[Preset]} --data '{_folder[@"it'\''s $1 moved"]}' --steps 4 --seed 5",
            Manifest.Read(_folder["run/manifest.json"]).Training!.Command);
    }

    [Fact]
    public void Labels_that_were_exchanged_are_refused()
    {
        Label(1);

        var mistake = CommandRun.Mistake("train", "--resume", Run.Path, "--steps", "4");

        Assert.StartsWith($"'{Run.Path}': the data in '{_folder["data"]}' are not those that the run was trained on (SHA-256 ", mistake);
        Assert.EndsWith(" now). Restore them, name where they are with --data, or start a new run with --run.", mistake);
        Label(0);
        Resume("4");
    }

    [Fact]
    public void Run_whose_sum_covers_the_images_alone_goes_on_as_before()
    {
        var images = IdxFile.Read(_folder["data/train-images-idx3-ubyte"]).Sha256;
        var options = ResolvedOptions.Read(Run.Options);
        var older = options with { Run = options.Run with { DataSha256 = images, Data = null } };
        older.Write(Run.Options);
        var state = Path.Combine(Run.Checkpoint, "state.json");
        File.WriteAllText(
            state, File.ReadAllText(state).Replace(options.HyperparametersSha256, older.HyperparametersSha256, StringComparison.Ordinal));

        Resume("4", "--data", _folder["data"]);

        Assert.Equal(images, ResolvedOptions.Read(Run.Options).Run.DataSha256);
    }

    private string Resume(string steps, params string[] options) =>
        CommandRun.Good(["train", "--resume", Run.Path, "--steps", steps, "--evaluations", "0", .. options]);

    /// <summary>Labels 0, 1, 2 …, each plus <paramref name="shift"/>, modulo 10.</summary>
    private void Label(int shift) => IdxFile.Write(
        _folder["data/train-labels-idx1-ubyte"], [12], [.. Enumerable.Range(0, 12).Select(i => (byte)((i + shift) % 10))]);
}
