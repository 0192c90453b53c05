using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Evaluation.Images;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>evaluate</c> on the shipped models.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private static readonly string Models = Path.Combine(Repository.Root, "models");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prints_a_table_and_writes_json_and_a_picture()
    {
        var output = CommandRun.Good(
            "evaluate", "--model", Path.Combine(Models, "default"), "--classifier", Path.Combine(Models, "classifier"),
            "--samples", "200", "--held-out", "1000", "--no-train-on-fake", "--json", _folder["e.json"], "--neighbours", _folder["n.png"]);

        Assert.Contains("evaluate: drawing 200 images\n", output);
        Assert.Contains("\nfd200Ratio", output);
        var metrics = JsonNode.Parse(File.ReadAllText(_folder["e.json"]))!["metrics"]!.AsObject();
        Assert.All(metrics, metric => Assert.Contains($"\n{metric.Key} ", output));
        Assert.True((double)metrics["fd200"]! > 0);
        Assert.InRange((double)metrics["memorisation200"]!, 0.3, 3);
        var picture = PngReader.Read(_folder["n.png"]);
        Assert.Equal((2 * ((8 * 28) + (7 * 2)), 2 * ((10 * 28) + (9 * 2))), (picture.Width, picture.Height));
    }

    [Fact]
    public void Images_are_those_that_the_server_draws()
    {
        using var generator = FrozenGenerator.Load(Path.Combine(Models, "default"), 2);
        var expected = new byte[150 * 784];
        int[] labels = [.. Enumerable.Range(0, 150).Select(image => image % 10)];
        ImageGrid.Quantize(generator.Generate(150, 9, labels[..10]), expected);
        var source = new FrozenImageSource(generator, 9);

        Assert.Equal(expected, source.Generate(0, 150, labels));
        Assert.Equal(expected[(30 * 784)..], source.Generate(30, 120, labels[..120]));
        Assert.Throws<ArgumentException>(() => source.Generate(0, 1, null));
    }

    [Fact]
    public void Held_out_images_are_another_reference_and_not_among_the_neighbours()
    {
        string[] common =
        [
            "evaluate", "--model", Path.Combine(Models, "default"), "--classifier", Path.Combine(Models, "classifier"),
            "--samples", "200", "--no-train-on-fake",
        ];
        CommandRun.Good([.. common, "--json", _folder["test.json"]]);
        CommandRun.Good([.. common, "--held-out", "1000", "--json", _folder["held.json"]]);
        var (test, held) = (
            JsonNode.Parse(File.ReadAllText(_folder["test.json"]))!, JsonNode.Parse(File.ReadAllText(_folder["held.json"]))!);

        Assert.Equal("MNIST training, the last 1000 images; floor: training images against them", (string)held["real"]!);
        Assert.NotEqual((double)test["metrics"]!["fd200"]!, (double)held["metrics"]!["fd200"]!);
        Assert.InRange((double)held["nearestTrainingImage"]!["medianUnseen"]!, 1, 10_000_000);
        Assert.StartsWith(
            "--samples: the floor takes as many training images, and 10000 remain",
            CommandRun.Mistake([.. common[..6], "10001", "--held-out", "50000"]));
    }

    [Fact]
    public void Missing_classifier_is_named() => Assert.StartsWith(
        $"'{_folder["none/classifier.onnx"]}' does not exist.",
        CommandRun.Mistake("evaluate", "--model", Path.Combine(Models, "default"), "--classifier", _folder["none"]));

    [Fact]
    public void Missing_model_is_named() =>
        Assert.StartsWith($"Model '{_folder["none"]}' does not exist.", CommandRun.Mistake("evaluate", "--model", _folder["none"]));

    [Fact]
    public void Picture_of_another_kind_is_refused() => Assert.Equal(
        "--neighbours must name a file that ends in .png, found 'x.jpg'.",
        CommandRun.Mistake("evaluate", "--model", "m", "--neighbours", "x.jpg"));
}
