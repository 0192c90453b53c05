using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Tests.Runs;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Export;

/// <summary>The frozen generator of a run, seen through the eyes of those who use it.</summary>
public sealed class GeneratorExportTests : IDisposable
{
    private const int LatentSize = 3;
    private const int Area = 784;
    private readonly TemporaryFolder _folder = new();
    private readonly TestRun _run;
    private readonly RunState _state;

    public GeneratorExportTests()
    {
        _run = new TestRun(_folder["run"], TinyPresets.Images(), images: 10);
        _state = _run.TrainTo(5);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_any_number_of_latents_and_gives_as_many_images()
    {
        using var session = new InferenceSession(_run.Folder.Generator);

        var (z, input) = Assert.Single(session.InputMetadata);
        var (images, output) = Assert.Single(session.OutputMetadata);
        Assert.Equal(("z", "images"), (z, images));
        Assert.Equal((typeof(float), typeof(float)), (input.ElementType, output.ElementType));
        Assert.Equal([-1, LatentSize], input.Dimensions);
        Assert.Equal([-1, 1, 28, 28], output.Dimensions);
        Assert.Equal(["N", ""], input.SymbolicDimensions);
        Assert.Equal(["N", "", "", ""], output.SymbolicDimensions);
    }

    [Fact]
    public void A_truncated_generator_draws_its_latents_from_a_narrower_distribution()
    {
        var preset = TinyPresets.Images();
        var run = new TestRun(_folder["truncated"], preset with { Latent = preset.Latent with { Truncation = 0.5 } }, images: 10);
        run.TrainTo(5);

        Assert.Equal(new UniformLatent(-0.5f, 0.5f), Manifest.Read(Path.Combine(run.Folder.Path, "manifest.json")).LatentDistribution);
        using var truncated = new InferenceSession(run.Folder.Generator);
        Assert.Equal("uniform(low=-0.5,high=0.5)", truncated.ModelMetadata.CustomMetadataMap["latentDistribution"]);
        Assert.Equal(File.ReadAllBytes(_run.Weights), File.ReadAllBytes(run.Weights));
    }

    [Fact]
    public void Metadata_say_what_it_is_and_where_it_comes_from()
    {
        using var session = new InferenceSession(_run.Folder.Generator);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["preset"] = "tiny-images",
                ["latentSize"] = "3",
                ["latentDistribution"] = "uniform(low=-1,high=1)",
                ["classes"] = "0",
                ["imageShape"] = "1,28,28",
                ["steps"] = "5",
                ["images"] = "18",
                ["seed"] = "7",
                ["trainingDataSha256"] = _run.Open().Sha256,
                ["toolVersion"] = "0.0.0",
            },
            session.ModelMetadata.CustomMetadataMap);
    }

    [Fact]
    public void Manifest_says_the_same_and_more()
    {
        var manifest = Manifest.Read(Path.Combine(_run.Folder.Path, "manifest.json"));

        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_run.Folder.Generator))),
            manifest.Sha256);
        Assert.Equal(("tiny-images", 3, 0), (manifest.Preset, manifest.LatentSize, manifest.Classes));
        Assert.Equal(new UniformLatent(-1, 1), manifest.LatentDistribution);
        Assert.Equal([1, 28, 28], manifest.ImageShape);
        // An epoch has 3 steps.
        var expected = new TrainingFigures(
            5, 18, 1.667, 0, 7, _run.Open().Sha256, "0.0.0", "train --preset tiny-images --steps 5 --seed 7");
        Assert.Equal(expected, manifest.Training! with { Seconds = 0 });
        Assert.InRange(manifest.Training.Seconds, 0, 60);
    }

    [Fact]
    public void Server_s_loader_accepts_it()
    {
        using var generator = FrozenGenerator.Load(_run.Folder.Path, 1);

        var images = generator.Generate(64, seed: 1);

        Assert.All(images, grey => Assert.InRange(grey, 0f, 1f));
        Assert.True(images.Max() - images.Min() > 0.1, "the images are flat");
    }

    [Fact]
    public void Gives_what_the_networks_in_training_give()
    {
        var latents = Latents(5);
        using var trainer = new Trainer(_run.Preset, 7, "cpu", _run.Open());
        Checkpoint.Read(_run.Folder.Checkpoint, _run.Options(new TrainingLimit(null, 5, null)), trainer);
        var graph = trainer.Compile(SampleGraph.Build(_run.Preset, 5));
        latents.CopyTo(graph.Input(EngineGraph.Latents));
        trainer.Engine.Run(graph);

        var images = Run(latents);

        Assert.All(graph.Output(EngineGraph.Samples).ToArray().Zip(images), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Image_does_not_depend_on_the_rest_of_the_batch()
    {
        var latents = Latents(9);

        var together = Run(latents);

        for (var k = 0; k < 9; k++)
        {
            Assert.Equal(Run(latents[(k * LatentSize)..((k + 1) * LatentSize)]), together[(k * Area)..((k + 1) * Area)]);
        }
    }

    [Fact]
    public void Is_written_again_to_the_byte()
    {
        var path = _folder["again/generator.onnx"];
        using var weights = new ParameterBlock(_run.Preset.CreateGenerator(), _run.Preset.Optimizers.Generator);
        var options = _run.Options(new TrainingLimit(null, 5, null));
        Checkpoint.Read(_run.Folder.Checkpoint, options, [weights]);

        var origin = options.Origin(_state.Extent, MetricsLog.SecondsUntil(_run.Folder.Metrics, 5));
        Training.Export.GeneratorExport.Write(path, _run.Preset, weights, origin, options.Run.Threads);

        Assert.Equal(File.ReadAllBytes(_run.Folder.Generator), File.ReadAllBytes(path));
        Assert.Equal(File.ReadAllText(Path.Combine(_run.Folder.Path, "manifest.json")), File.ReadAllText(_folder["again/manifest.json"]));
    }

    [Fact]
    public void Scalars_come_out_as_samples()
    {
        var run = new TestRun(_folder["scalars"], TinyPresets.Scalars());
        run.TrainTo(1);
        using var session = new InferenceSession(run.Folder.Generator);

        var (name, output) = Assert.Single(session.OutputMetadata);
        Assert.Equal("samples", name);
        Assert.Equal([-1, 1], output.Dimensions);
        Assert.Equal("1", session.ModelMetadata.CustomMetadataMap["imageShape"]);
        Assert.Equal([1], Manifest.Read(Path.Combine(run.Folder.Path, "manifest.json")).ImageShape);
    }

    [Fact]
    public void Dropout_is_off()
    {
        // The tiny generator of scalars has a dropout layer, which in training takes its mask as an input.
        var run = new TestRun(_folder["scalars"], TinyPresets.Scalars());
        run.TrainTo(1);
        using var session = new InferenceSession(run.Folder.Generator);

        Assert.Equal(["z"], session.InputNames);
    }

    private static float[] Latents(int count)
    {
        var latents = new float[count * LatentSize];
        new UniformLatent(-1, 1).Fill(latents, new RandomStream(11, 0), 0);
        return latents;
    }

    private float[] Run(float[] latents)
    {
        var images = new float[latents.Length / LatentSize * Area];
        using var generator = FrozenGenerator.Load(_run.Folder.Path, 1);
        generator.Run(latents, default, images);
        return images;
    }
}
