using System.Text.Json;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.TensorBoard;
using Gan.Onnx.Training.Tests.Datasets.Pictures;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>Folders of pictures through the commands: what is kept of them with a run, and its classes by their names.</summary>
public sealed class OwnPicturesTests : IDisposable
{
    private readonly PictureFolder _pictures = new();
    private readonly TemporaryFolder _folder = new();

    public OwnPicturesTests()
    {
        for (byte i = 0; i < 12; i++)
        {
            _pictures.Add($"{(i % 2 == 0 ? "Shirt" : "sandal")}/{i}.png", i, side: 28);
        }

        Write(new ImageFolderOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0, 28, 2));
    }

    private RunFolder Run => new(_folder["run"]);

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Names_of_classes_are_kept_and_usable()
    {
        Train("2");

        Assert.Equal(["Shirt", "sandal"], ResolvedOptions.Read(Run.Options).Run.ClassNames);
        Assert.Equal(["Shirt", "sandal"], Manifest.Read(_folder["run/manifest.json"]).ClassNames);
        Assert.Contains("The columns are Shirt, sandal.", File.ReadAllText(Run.Page));
        var events = EventFile.Read(Directory.GetFiles(Run.Path, "events.out.tfevents.*").Single(), out _);
        var grids = events.SelectMany(entry => entry.Summary?.Value ?? []).Where(value => value.Tag == "samples");
        Assert.Equal("A column a class: Shirt, sandal.", grids.Last().Metadata.SummaryDescription);
        var byNumber = Sample("--digit", "1");
        Assert.Equal(byNumber, Sample("--label", "Sandal"));
        Assert.Equal(byNumber, Sample("--label", "1"));
        Assert.NotEqual(byNumber, Sample("--label", "shirt"));
        Assert.Equal(
            "--label shrit: the generator has Shirt, sandal. Did you mean 'Shirt'? Give one of them.", SampleMistake("--label", "shrit"));
        Assert.Equal("--label 2: the generator has Shirt, sandal. Give one of them.", SampleMistake("--label", "2"));
        Assert.Equal(
            "--label and --digit both say which class. Leave one of them out.", SampleMistake("--label", "shirt", "--digit", "0"));
    }

    [Fact]
    public void Names_are_still_there_after_export_and_resume()
    {
        Train("2");
        CommandRun.Good("export", "--run", Run.Path, "--output", _folder["model"]);
        Assert.Equal(["Shirt", "sandal"], Manifest.Read(_folder["model/manifest.json"]).ClassNames);

        // The order of the classes is the same, and so the run goes on.
        Directory.Move(_pictures["sandal"], _pictures["Trouser"]);
        CommandRun.Good("train", "--resume", Run.Path, "--steps", "3", "--evaluations", "0");

        Assert.Equal(["Shirt", "Trouser"], Manifest.Read(_folder["run/manifest.json"]).ClassNames);
    }

    [Fact]
    public void Names_may_be_given_for_labels_that_are_numbers()
    {
        IdxFile.Write(_folder["data/train-images-idx3-ubyte"], [4, 28, 28], new byte[4 * 784]);
        IdxFile.Write(_folder["data/train-labels-idx1-ubyte"], [4], [1, 0, 1, 0]);
        Write(new IdxOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0, 28, 2, ClassNames: ["T-shirt", "Trouser"]));
        CommandRun.Good(
            "train", "--preset", _folder["mine.json"], "--data", _folder["data"], "--steps", "1", "--evaluations", "0", "--run", Run.Path);

        Assert.Equal(["T-shirt", "Trouser"], Manifest.Read(_folder["run/manifest.json"]).ClassNames);
        Write(new IdxOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0, 28, 2, ClassNames: ["Trouser", "trouser"]));
        Assert.Contains(
            "data.classNames must be 2 different names, one for each of data.labelClasses, found 2, of which 1 differ.",
            CommandRun.Mistake("train", "--preset", _folder["mine.json"], "--data", _folder["data"], "--run", _folder["other"]));
    }

    [Fact]
    public void Run_that_left_out_pictures_goes_on_without_them()
    {
        File.WriteAllText(_pictures["Shirt/damaged.png"], "not a picture");
        string[] train = ["train", "--preset", _folder["mine.json"], "--data", _pictures.Root, "--run", Run.Path, "--evaluations", "0"];

        Assert.EndsWith("Or go on without it: --skip-unreadable.", CommandRun.Mistake([.. train, "--steps", "2"]));
        Assert.Contains(
            "1 of 13 pictures cannot be read and are left out", CommandRun.Good([.. train, "--steps", "2", "--skip-unreadable"]));
        Assert.Contains("--skip-unreadable --steps 2", ResolvedOptions.Read(Run.Options).Run.Command);
        Assert.Contains("from step 2", CommandRun.Good("train", "--resume", Run.Path, "--steps", "3", "--evaluations", "0"));
    }

    [Fact]
    public void Mirrored_images_are_the_same_after_a_stop()
    {
        string[] flips = ["--set", "data.horizontalFlip=true"];
        Train("5", flips);
        var whole = File.ReadAllBytes(Run.Generator);
        Train("5");
        Assert.NotEqual(whole, File.ReadAllBytes(Run.Generator));
        Train("2", flips);
        CommandRun.Good("train", "--resume", Run.Path, "--steps", "5", "--evaluations", "0");

        Assert.Equal(whole, File.ReadAllBytes(Run.Generator));
    }

    [Theory]
    [InlineData("data.resize=squeeze", "data.resize must be one of crop, fit, stretch")]
    [InlineData("data.background=grey", "data.background must be white, black or a colour such as #336699, found \"grey\".")]
    public void Wrong_words_are_refused(string setting, string expected) => Assert.Contains(
        expected,
        CommandRun.Mistake("train", "--preset", _folder["mine.json"], "--data", _pictures.Root, "--run", Run.Path, "--set", setting));

    private void Write(DataOptions data)
    {
        var text = JsonSerializer.Serialize(TinyPresets.Labels() with { Data = data }, PresetJson.Options);
        File.WriteAllText(_folder["mine.json"], text.Replace("\"classes\": 10", "\"classes\": 2"));
    }

    private void Train(string steps, params string[] more) => CommandRun.Good(
        [
            "train", "--preset", _folder["mine.json"], "--data", _pictures.Root, "--steps", steps, "--evaluations", "0", "--force", "--run",
            Run.Path, .. more,
        ]);

    private string[] SampleWords(string[] label) =>
        ["sample", "--model", Run.Path, "--count", "2", "--output", _folder["x.npy"], "--force", .. label];

    private byte[] Sample(params string[] label)
    {
        CommandRun.Good(SampleWords(label));
        return File.ReadAllBytes(_folder["x.npy"]);
    }

    private string SampleMistake(params string[] label) => CommandRun.Mistake(SampleWords(label));
}
