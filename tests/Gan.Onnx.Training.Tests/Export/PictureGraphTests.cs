using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Tests.Commands;
using Gan.Onnx.Training.Tests.Runs;
using Microsoft.ML.OnnxRuntime;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Export;

/// <summary><c>export --png</c>, run by ONNX Runtime with its Extensions.</summary>
public sealed class PictureGraphTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_shows_the_grid_of_what_the_frozen_generator_draws(bool labelled)
    {
        new TestRun(_folder["run"], labelled ? TinyPresets.Labels() : TinyPresets.Images(), images: 10).TrainTo(3);
        CommandRun.Good("export", "--run", _folder["run"], "--output", _folder["model/generator.onnx"], "--png");
        using var generator = FrozenGenerator.Load(_folder["model"], 1);
        using var options = new SessionOptions();
        options.RegisterOrtExtensions();
        using var session = new InferenceSession(_folder["model/generator-png.onnx"], options);

        Assert.Equal(labelled ? ["z", "labels"] : ["z"], session.InputNames);
        Assert.Equal(["png"], session.OutputNames);
        foreach (var count in new[] { 1, 2, 3, 5, 7, 9, 16, 100 })
        {
            var expected = new ImageGrid(ImageGrid.NearSquareColumns(count)).Draw(generator.Generate(count, 3), 28, 28);

            using var picture = Image.Load<Rgb24>(Run(session, generator, count));

            Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
            var rgb = new byte[3 * picture.Width * picture.Height];
            picture.CopyPixelDataTo(rgb);
            Assert.Equal(expected.Pixels.ToArray().SelectMany(grey => new[] { grey, grey, grey }), rgb);
        }
    }

    [Fact]
    public void File_of_a_generator_in_colour_is_in_its_colours()
    {
        // 20 rows of 32 pixels.
        var model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Commands", "colour.onnx"));
        var manifest = new Manifest(Sha256Sum.Of(model), "fixture", 4, new NormalLatent(0, 1), 3, [3, 20, 32]);
        Directory.CreateDirectory(_folder["model"]);
        File.WriteAllBytes(_folder["model/generator.onnx"], model);
        manifest.Write(_folder["model/manifest.json"]);
        using var generator = FrozenGenerator.Load(_folder["model"], 1);
        using var options = new SessionOptions();
        options.RegisterOrtExtensions();
        using var session = new InferenceSession(PictureGraph.Of(model), options);

        using var picture = Image.Load<Rgb24>(Run(session, generator, 5));

        var rgb = new byte[3 * picture.Width * picture.Height];
        picture.CopyPixelDataTo(rgb);
        Assert.Equal(new ImageGrid(3).Draw(generator.Generate(5, 3), 32, 20, Picture.Colour).Pixels.ToArray(), rgb);
    }

    [Fact]
    public void Generators_of_other_data_have_no_picture()
    {
        new TestRun(_folder["run"], TinyPresets.Scalars()).TrainTo(3);

        Assert.Equal(
            "--png: the generator of 'tiny' makes no images. Leave it out.",
            CommandRun.Mistake("export", "--run", _folder["run"], "--output", _folder["g.onnx"], "--png"));
        Assert.False(File.Exists(_folder["g.onnx"]));
    }

    private static byte[] Run(InferenceSession session, FrozenGenerator generator, int count)
    {
        var (latents, labels) = (new float[count * generator.Manifest.LatentSize], new long[count]);
        generator.Space.DrawLatents(latents, new RandomStream(3, Streams.Serving));
        generator.Space.DrawLabels(labels, new RandomStream(3, Streams.ServingLabels));
        using var z = OrtValue.CreateTensorValueFromMemory(latents, [count, generator.Manifest.LatentSize]);
        using var y = OrtValue.CreateTensorValueFromMemory(labels, [count]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, session.InputNames, session.InputNames.Count > 1 ? [z, y] : [z], ["png"]);
        return outputs[0].GetTensorDataAsSpan<byte>().ToArray();
    }
}
