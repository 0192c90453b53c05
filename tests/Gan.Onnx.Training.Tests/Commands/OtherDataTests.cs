using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>train</c> on data that are not MNIST.</summary>
public sealed class OtherDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trains_on_files_in_mnists_format()
    {
        var data = Idx(28, classes: 10);

        var output = CommandRun.Good(
            "train", "--preset", "mlp", "--data", data, "--set", "data.type=idx", "--set", "data.batch=8",
            "--epochs", "1", "--run", _folder["run"]);

        Assert.Contains("fdRandom2k", output);
        Assert.Equal(5, Manifest.Read(_folder["run/manifest.json"]).Training!.Steps);
    }

    [Fact]
    public void Trains_on_a_folder_of_pictures_with_a_class_a_sub_folder()
    {
        for (var i = 0; i < 20; i++)
        {
            Directory.CreateDirectory(_folder[$"pictures/{i % 2}"]);
            PngFile.Write(_folder[$"pictures/{i % 2}/{i}.png"], new Picture(40, 30, new byte[1200]));
        }

        File.WriteAllText(_folder["mine.json"], PresetText(side: 32, classes: 2, type: "images"));
        CommandRun.Good("train", "--preset", _folder["mine.json"], "--data", _folder["pictures"], "--epochs", "2", "--run", _folder["run"]);
        using var generator = FrozenGenerator.Load(_folder["run"], 1);

        Assert.Equal((32, 32, 2), (generator.ImageHeight, generator.ImageWidth, generator.Manifest.Classes));
    }

    [Fact]
    public void Model_in_its_run_s_folder_is_evaluated_against_the_data_of_the_run()
    {
        var data = Idx(16, classes: 1, count: 240);
        CommandRun.Good(
            "train", "--preset", "pictures", "--data", data, "--set", "data.type=idx", "--set", "data.side=16", "--set", "data.channels=1",
            "--set", "data.holdOut=110", "--set", "networks.generatorWidth=2", "--set", "networks.discriminatorWidth=2",
            "--steps", "2", "--evaluations", "0", "--run", _folder["run"]);

        var output = CommandRun.Good("evaluate", "--model", _folder["run"], "--json", _folder["e.json"], "--neighbours", _folder["n.png"]);

        Assert.StartsWith("evaluate: drawing 130 images\n", output);
        Assert.Contains("\nfdRandom130Ratio", output);
        Assert.Contains("Measured with random features of 110 images that training did not see", output);
        var figures = JsonNode.Parse(File.ReadAllText(_folder["e.json"]))!;
        Assert.Null(figures["classifierSha256"]);
        Assert.Null(figures["metrics"]!["fd130"]);
        Assert.True((double)figures["metrics"]!["fdRandom130"]! > (double)figures["floor"]!["fdRandom130"]!);
        Assert.Equal(2 * ((8 * 16) + (7 * 2)), PngReader.Read(_folder["n.png"]).Width);
        Assert.StartsWith(
            $"--held-out chooses among MNIST's images, and '{_folder["run"]}' was trained on others: it is compared with 110 images that "
            + "training did not see. Leave it out;",
            CommandRun.Mistake("evaluate", "--model", _folder["run"], "--held-out", "100"));
        Assert.Equal(
            "--samples: the floor takes as many training images, and 130 remain beside those that are compared with; found 200. Leave "
            + "--samples out to draw as many as can be.",
            CommandRun.Mistake("evaluate", "--model", _folder["run"], "--samples", "200"));
        Assert.Contains(
            "was trained on other data (SHA-256",
            CommandRun.Mistake("evaluate", "--model", _folder["run"], "--data", Idx(16, classes: 1, count: 250)));
    }

    [Fact]
    public void A_classifier_of_the_same_images_sees_them()
    {
        var data = Idx(28, classes: 3, count: 160, test: 100);
        CommandRun.Good("train-classifier", "--data", data, "--epochs", "1", "--output", _folder["seer"]);
        CommandRun.Good(
            "train", "--preset", "pictures", "--data", data, "--set", "data.type=idx", "--set", "data.side=28", "--set", "data.channels=1",
            "--set", "networks.generatorWidth=2", "--set", "networks.discriminatorWidth=2", "--set", """data.classNames=["a","b","c"]""",
            "--steps", "2", "--classifier", _folder["seer"], "--run", _folder["run"]);

        var output = CommandRun.Good(
            "evaluate", "--model", _folder["run"], "--classifier", _folder["seer"], "--no-train-on-fake", "--json", _folder["e.json"]);

        Assert.Contains("\"fd2k\":", File.ReadAllText(_folder["run/metrics.jsonl"]));
        Assert.Contains("\nfd160Ratio", output);
        Assert.Matches(@"\nseen  a: \d+, b: \d+, c: \d+", output);
        Assert.Matches(@"\nlabel agreement of each, generated \(real\)  a: [01][.\d]* \([01][.\d]*\), b: ", output);
        var figures = JsonNode.Parse(File.ReadAllText(_folder["e.json"]))!;
        Assert.StartsWith("100 test images", (string)figures["real"]!);
        Assert.Equal(
            (double)figures["metrics"]!["labelAgreement160"]!,
            figures["classes"]!.AsArray().Zip([54, 53, 53], (each, count) => count * (double)each!["labelAgreement"]!).Sum() / 160,
            6);
        Assert.Equal((double)figures["classifierAccuracy"]!, (double)figures["floor"]!["labelAgreement160"]!, 6);
        Assert.Contains(
            "was trained on other images",
            CommandRun.Mistake("evaluate", "--model", Path.Combine(Repository.Root, "models/default"), "--classifier", _folder["seer"]));
        Assert.StartsWith(
            "--output: name a folder for the classifier of", CommandRun.Mistake("train-classifier", "--data", data, "--epochs", "1"));
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_in_words()
    {
        var data = Idx(32, classes: 3);
        string[] train = ["train", "--preset", "mlp", "--run", _folder["run"], "--set", "data.type=idx"];

        Assert.Equal("data.type idx: name a folder with train-images-idx3-ubyte with --data.", CommandRun.Mistake(train));
        Assert.Contains("expected images of 28×28 pixels, found 32×32.", CommandRun.Mistake([.. train, "--data", data]));
        Assert.Contains(
            "a batch has 128 images (data.batch), and there are 40", CommandRun.Mistake([.. train, "--data", Idx(28, classes: 3)]));
        File.WriteAllText(_folder["mine.json"], PresetText(side: 32, classes: 2, type: "idx"));
        Assert.Contains(
            "the labels are of 3 classes, data.labelClasses says 2.",
            CommandRun.Mistake("train", "--preset", _folder["mine.json"], "--run", _folder["run"], "--data", data));
    }

    private static string PresetText(int side, int classes, string type)
    {
        var labels = TinyPresets.Labels();
        DataOptions data = type == "idx"
            ? new IdxOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0, side, classes)
            : new ImageFolderOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0, side, classes);
        var text = System.Text.Json.JsonSerializer.Serialize(labels with { Data = data }, PresetJson.Options);
        return text.Replace("784", $"{side * side}").Replace("\"classes\": 10", $"\"classes\": {classes}");
    }

    private string Idx(int side, int classes, int count = 40, int test = 0)
    {
        var folder = _folder[$"idx-{side}-{count}"];
        Write(folder, "train", side, classes, count);
        if (test > 0)
        {
            Write(folder, "t10k", side, classes, test);
        }

        return folder;
    }

    private static void Write(string folder, string part, int side, int classes, int count)
    {
        var pixels = new byte[count * side * side];
        new Random(count).NextBytes(pixels);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))];
        IdxFile.Write(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [count, side, side], pixels);
        IdxFile.Write(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [count], labels);
    }
}
