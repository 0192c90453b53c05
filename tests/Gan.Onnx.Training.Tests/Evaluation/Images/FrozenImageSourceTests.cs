using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Images;

namespace Gan.Onnx.Training.Tests.Evaluation.Images;

/// <summary>Generators of another maker, which say nothing of their training unless told to.</summary>
public sealed class FrozenImageSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(28, 27)]
    [InlineData(27, 28)]
    public void Images_of_other_sides_are_refused(int height, int width)
    {
        using var generator = Load(height, width);

        Assert.Equal(
            $"'{generator.Path}' makes images of 1×{height}×{width}; the real ones are 28×28. Evaluate a model that was trained on these, "
            + "or one in its run's folder, which says what it was trained on.",
            Assert.Throws<EvaluationException>(() => new FrozenImageSource(generator, 1)).Message);
    }

    [Fact]
    public void Generator_of_other_data_is_refused_by_their_sum()
    {
        using var generator = Load(28, 28, new string('c', 64));

        Assert.StartsWith(
            $"'{generator.Path}' was trained on other data than MNIST (SHA-256 {new string('c', 64)}), which is what",
            Assert.Throws<EvaluationException>(() => new FrozenImageSource(generator, 1)).Message);
    }

    [Fact]
    public void Generator_of_the_same_data_is_taken()
    {
        using var generator = Load(28, 28, Mnist.TrainImages.Sha256);

        Assert.Equal(0, new FrozenImageSource(generator, 1).Classes);
    }

    [Fact]
    public void Images_are_those_of_their_seed_in_any_parts()
    {
        using var generator = Load(28, 28);
        var expected = new byte[230 * 784];
        ImageGrid.Quantize(generator.Generate(230, 9), expected);
        var source = new FrozenImageSource(generator, 9);

        Assert.Equal(expected, source.Generate(0, 230, null));
        Assert.Equal(expected[(20 * 784)..(140 * 784)], source.Generate(20, 120, null));
        Assert.Equal(expected[..(200 * 784)], source.Generate(0, 200, null));
        Assert.True(expected.Distinct().Count() > 50);
    }

    [Fact]
    public void Labels_are_refused_where_there_are_no_classes()
    {
        using var generator = Load(28, 28);

        Assert.Contains(
            "has 0 classes; 2 labels were given for 2 images.",
            Assert.Throws<ArgumentException>(() => new FrozenImageSource(generator, 1).Generate(0, 2, [1, 2])).Message);
    }

    /// <summary>A generator of flat images whose grey is the sigmoid of its two latents' sum.</summary>
    private FrozenGenerator Load(int height, int width, string? dataSha256 = null)
    {
        var graph = new GraphBuilder("flat");
        var z = graph.Input("z", new Shape(new Dimension("N"), 2));
        float[] ones = [.. Enumerable.Repeat(1f, 2 * height * width)];
        var images = z.Gemm(graph.Initializer<float>("ones", Shape.Of(2, height * width), ones)).Sigmoid();
        graph.Output("images", images.Reshape(new Shape(new Dimension("N"), 1, height, width)));
        var model = ModelWriter.Write(graph);
        File.WriteAllBytes(_folder["generator.onnx"], model);
        var figures = dataSha256 is null ? null : new TrainingFigures(1, 1, 1, 1, 1, dataSha256, "0.1.0", "train");
        new Manifest(Sha256Sum.Of(model), "flat", 2, new NormalLatent(0, 1), 0, [1, height, width], figures)
            .Write(_folder["manifest.json"]);
        return FrozenGenerator.Load(_folder.Path, 1);
    }
}
