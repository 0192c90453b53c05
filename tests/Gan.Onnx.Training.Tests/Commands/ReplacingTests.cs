using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Commands;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>No command replaces a file, or a model, unless it is told to.</summary>
public sealed class ReplacingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReplacingTests()
    {
        new TestRun(_folder["run"], TinyPresets.Images(), images: 10).TrainTo(2);
        CommandRun.Good("export", "--run", _folder["run"], "--output", _folder["model"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sample --model MODEL --output there.png", "there.png")]
    [InlineData("sample --model MODEL --output there.npy", "there.npy")]
    [InlineData("sample --model MODEL --output new.npy --latents there.npy", "there.npy")]
    [InlineData("sample --model MODEL --output there.png --interpolate --count 2 --frames 1", "there.png")]
    [InlineData("sample --model MODEL --output there --format idx", "there/train-images-idx3-ubyte")]
    [InlineData("inspect --preset gaussian-1d --output there", "there/generator_step.onnx")]
    [InlineData("artifacts --preset gaussian-1d --output there", "there/generator/checkpoint")]
    [InlineData("export --run RUN --output there", "there/generator.onnx")]
    [InlineData("export --run RUN --output there", "there/manifest.json")]
    [InlineData("export --run RUN --output there/a.onnx --png", "there/a-png.onnx")]
    [InlineData("gradients --model MODEL/generator.onnx --of images --with z --output there.onnx", "there.onnx")]
    public void File_is_replaced_by_force_alone(string command, string file)
    {
        var path = _folder[file];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "mine");
        string[] words = [.. command.Split(' ').Select(Word)];

        var mistake = CommandRun.Mistake(words);

        Assert.EndsWith($": '{path}' exists already. Name another path, or replace it with --force.", mistake);
        Assert.Equal("mine", File.ReadAllText(path));
        CommandRun.Good([.. words, "--force"]);
        Assert.NotEqual("mine", File.ReadAllText(path));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("train-classifier --output there", "there/classifier.onnx")]
    [InlineData("evaluate --model MODEL --json there.json", "there.json")]
    [InlineData("evaluate --model MODEL --neighbours there.png", "there.png")]
    public void Slow_command_refuses_before_it_works(string command, string file)
    {
        var path = _folder[file];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "mine");

        Assert.EndsWith(
            $": '{path}' exists already. Name another path, or replace it with --force.",
            CommandRun.Mistake([.. command.Split(' ').Select(Word)]));
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("train-classifier --output file/x", "--output")]
    [InlineData("evaluate --model MODEL --json file/x/there.json", "--json")]
    [InlineData("evaluate --model MODEL --neighbours file/x/y/there.png", "--neighbours")]
    public void Slow_command_refuses_a_place_that_cannot_be_written_before_it_works(string command, string option)
    {
        File.WriteAllText(_folder["file"], "");

        Assert.StartsWith(
            $"{option}: '{_folder["file"]}' is a file, so it cannot be the folder that '{_folder["file/x"]}",
            CommandRun.Mistake([.. command.Split(' ').Select(Word)]));
    }

    [Fact]
    public void Place_that_the_system_refuses_is_named_with_its_reason()
    {
        var name = new string('x', 300) + ".json";

        var mistake = CommandRun.Mistake("evaluate", "--model", _folder["model"], "--json", _folder[name]);

        Assert.StartsWith($"--json: '{_folder[name]}' cannot be written: ", mistake);
        Assert.EndsWith(". Name another path.", mistake);
    }

    [Fact]
    public void Check_leaves_nothing_behind()
    {
        Replacing.Check(force: false, "--output", _folder["new"], _folder["a/new"]);

        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.Path), path => path.EndsWith("new", StringComparison.Ordinal)
            || path.EndsWith(".tmp", StringComparison.Ordinal) || Path.GetFileName(path) == "a");
    }

    [Theory]
    [InlineData("sample --model MODEL --output there.npy --latents there.npy", "--output and --latents", "there.npy")]
    [InlineData("evaluate --model MODEL --json there.png --neighbours there.png", "--json and --neighbours", "there.png")]
    public void Two_outputs_are_two_files(string command, string options, string file) => Assert.Equal(
        $"{options} name the same file, '{_folder[file]}'. Name two.",
        CommandRun.Mistake([.. command.Split(' ').Select(Word)]));

    [Fact]
    public void Folder_in_the_place_of_a_file_is_named()
    {
        Directory.CreateDirectory(_folder["x.png"]);

        Assert.Equal(
            $"--output: '{_folder["x.png"]}' is a folder, where a file is to be written. Name another path.",
            CommandRun.Mistake("sample", "--model", _folder["model"], "--output", _folder["x.png"], "--force"));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/fd/1")]
    public void Device_is_never_replaced(string device)
    {
        Assert.StartsWith(
            $"--output: '{device}' is a device or a pipe",
            CommandRun.Mistake("sample", "--model", _folder["model"], "--output", device, "--format", "png", "--force"));
        Assert.True(File.Exists(device));
    }

    [Fact]
    public void File_in_the_place_of_a_folder_is_named()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.Equal(
            $"--output: '{_folder["file"]}' is a file, so it cannot be the folder that '{_folder["file/x/y.png"]}' needs. Name another "
            + "path.",
            CommandRun.Mistake("sample", "--model", _folder["model"], "--output", _folder["file/x/y.png"]));
        Assert.Equal(
            $"--run: '{_folder["file"]}' is a file, so it cannot be the folder that '{_folder["file/run"]}' needs. Name another path.",
            CommandRun.Mistake("train", "--preset", "digits", "--data", _folder["none"], "--run", _folder["file/run"]));
    }

    [Theory]
    [InlineData()]
    [InlineData("--force")]
    public void Folder_holds_one_model(params string[] force)
    {
        var mistake = CommandRun.Mistake(["export", "--run", _folder["run"], "--output", _folder["model/second.onnx"], .. force]);

        Assert.Equal(
            $"--output: '{_folder["model"]}' holds the model 'generator.onnx' with its manifest.json, and a folder holds one model. "
            + $"Name another folder, such as '{_folder["model/second"]}'.",
            mistake);
        FrozenGenerator.Load(_folder["model"], 1).Dispose();
        CommandRun.Good("export", "--run", _folder["run"], "--output", _folder["model/second"]);
        FrozenGenerator.Load(_folder["model/second"], 1).Dispose();
    }

    [Fact]
    public void Export_of_a_run_that_has_not_trained_says_so()
    {
        new TestRun(_folder["fresh"], TinyPresets.Images(), images: 10).Train(
            new TrainingLimit(null, 2, null), TestRun.Rare, (loop, sums) => loop.Run(sums, new CancellationToken(canceled: true)));

        var exported = CommandRun.Good("export", "--run", _folder["fresh"], "--output", _folder["noise"]);
        var drawn = CommandRun.Good("sample", "--model", _folder["noise"], "--output", _folder["noise.png"]);

        Assert.EndsWith(
            $"This generator is not trained: it draws noise. Train it with: train --resume {_folder["fresh"]}\n", exported);
        Assert.EndsWith("This generator is not trained (0 steps): it draws noise.\n", drawn);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("model/generator.onnx")]
    [InlineData("model/manifest.json")]
    public void Model_is_its_folder_or_either_of_its_files(string path) =>
        CommandRun.Good("sample", "--model", _folder[path], "--output", _folder["x.png"]);

    [Theory]
    [InlineData("model/generator-png.onnx")]
    [InlineData("model/report.html")]
    public void Other_file_beside_a_model_is_not_called_damaged(string file)
    {
        File.WriteAllText(_folder[file], "another");

        Assert.Equal(
            $"'{_folder[file]}' is not the model that '{_folder["model/manifest.json"]}' describes, which is 'generator.onnx'. Name that "
            + "file, or its folder.",
            CommandRun.Mistake("sample", "--model", _folder[file], "--output", _folder["x.png"]));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run/options.json")]
    [InlineData("run/metrics.jsonl")]
    public void Run_is_its_folder_or_a_file_in_it(string path) =>
        CommandRun.Good("export", "--run", _folder[path], "--output", _folder["x"]);

    private string Word(string word) => word switch
    {
        "RUN" => _folder["run"],
        _ when word.StartsWith("MODEL", StringComparison.Ordinal) => word.Replace("MODEL", _folder["model"], StringComparison.Ordinal),
        "new.npy" => _folder[word],
        _ when word.StartsWith("there", StringComparison.Ordinal) || word.StartsWith("file/", StringComparison.Ordinal) => _folder[word],
        _ => word,
    };
}
