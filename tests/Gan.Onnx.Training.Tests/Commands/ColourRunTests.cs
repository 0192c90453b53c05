using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.TensorBoard;
using Microsoft.ML.OnnxRuntime;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>train --preset pictures</c> on a folder of pictures in colour, a class a sub-folder.</summary>
public sealed class ColourRunTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--set", "data.side=20", "--set", "data.batch=8", "--set", "networks.generatorWidth=2", "--set", "networks.discriminatorWidth=4",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_that_a_run_shows_and_gives_is_in_colour()
    {
        var output = CommandRun.Good(
            [
                "train", "--preset", "pictures", "--data", Pictures(24), "--epochs", "1", "--evaluations", "1", "--run", _folder["run"],
                .. Small,
            ]);

        Assert.Matches(@"Best of 1 evaluations: fdRandom2k \S+ \(real images among themselves: \S+\) after step 3\.", output);
        Assert.Equal([3, 20, 20], Manifest.Read(_folder["run/manifest.json"]).ImageShape);
        Assert.Equal((3 * 20 * 2, 4 * 20 * 2), ColourOf(_folder["run/samples/epoch-0001.png"]));
        Assert.Equal((2 * ((8 * 20) + (7 * 2)), 2 * ((10 * 20) + (9 * 2))), ColourOf(_folder["run/nearest.png"]));
        var events = EventFile.Read(Assert.Single(Directory.GetFiles(_folder["run"], "events.out.tfevents.*")), out _);
        var shown = Assert.Single(events.SelectMany(entry => entry.Summary?.Value ?? []), value => value.Image is not null);
        Assert.Equal(3, shown.Image.Colorspace);

        using var session = new InferenceSession(_folder["run/generator.onnx"]);
        var (z, labels) = (new float[5 * 64], new long[5]);
        using var latents = OrtValue.CreateTensorValueFromMemory(z, [5, 64]);
        using var classes = OrtValue.CreateTensorValueFromMemory(labels, [5]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["z", "labels"], [latents, classes], ["images"]);
        Assert.Equal([5, 3, 20, 20], outputs[0].GetTensorTypeAndShape().Shape);
        Assert.All(outputs[0].GetTensorDataAsSpan<float>().ToArray(), number => Assert.InRange(number, 0, 1));
    }

    [Fact]
    public void Options_hold_the_networks_written_out_so_that_a_run_goes_on_without_the_preset()
    {
        var data = Pictures(24);
        string[] train = ["train", "--preset", "pictures", "--data", data, "--evaluations", "0", .. Small];
        CommandRun.Good([.. train, "--steps", "2", "--run", _folder["a"]]);
        CommandRun.Good("train", "--resume", _folder["a"], "--steps", "4", "--evaluations", "0");
        CommandRun.Good([.. train, "--steps", "4", "--run", _folder["b"]]);

        var preset = ResolvedOptions.Read(_folder["a/options.json"]).Preset;
        Assert.Equal((3, 10), (preset.Classes, preset.Discriminator.Layers.Count));
        Assert.Equal(File.ReadAllBytes(_folder["b/generator.onnx"]), File.ReadAllBytes(_folder["a/generator.onnx"]));
    }

    private static (int Width, int Height) ColourOf(string path)
    {
        using var picture = Image.Load<Rgb24>(path);
        var pixels = new Rgb24[picture.Width * picture.Height];
        picture.CopyPixelDataTo(pixels);
        Assert.Contains(pixels, pixel => pixel.R != pixel.G || pixel.G != pixel.B);
        return (picture.Width, picture.Height);
    }

    /// <summary>One colour each, a kind of colour a class.</summary>
    private string Pictures(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var level = (byte)(100 + (5 * i));
            Rgb24 colour = (i % 3) switch { 0 => new(level, 0, 0), 1 => new(0, level, 0), _ => new(0, 0, level) };
            Directory.CreateDirectory(_folder[$"pictures/{i % 3}"]);
            using var picture = new Image<Rgb24>(30, 24, colour);
            picture.SaveAsPng(_folder[$"pictures/{i % 3}/{i}.png"]);
        }

        return _folder["pictures"];
    }
}
