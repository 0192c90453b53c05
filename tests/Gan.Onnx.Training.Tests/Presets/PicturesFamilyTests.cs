using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Presets;

public sealed class PicturesFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int, int> Data
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (var side in new[] { 16, 20, 28, 33, 45, 64 })
            {
                data.Add(side, 1, 5);
                data.Add(side, 3, 1);
            }

            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Data))]
    public void Networks_fit_pictures_of_any_side(int side, int channels, int classes)
    {
        var preset = Load($"data.side={side}", $"data.channels={channels}", $"data.labelClasses={classes}");

        foreach (var lowering in new[] { Lowering.Gemm, Lowering.Conv })
        {
            DiscriminatorStep.Build(preset, 2, lowering);
            GeneratorStep.Build(preset, 2, lowering);
            var samples = SampleGraph.Build(preset, 2, lowering).Graph.Outputs.Single().Value;
            Assert.Equal(Shape.Of(2, channels, side, side), samples.Shape);
        }

        Assert.Equal(classes > 1 ? classes : 0, preset.Classes);
    }

    [Fact]
    public void Networks_of_28_by_28_without_blocks_are_those_of_digits_but_for_two_kernels()
    {
        var (digits, family) = (PresetSource.Load("digits", []), Load(
            "data.side=28", "data.channels=1", "data.labelClasses=10", "networks.mostChannels=1000", "networks.blocks=0"));

        Assert.Equal(Sizes(digits.CreateGenerator().Parameters), Sizes(family.CreateGenerator().Parameters));
        Assert.Equal(
            [[48, 4, 4, 1], [48], [96, 4, 4, 48], [96], [192, 4, 4, 96], [192], [1, 3072], [1], [10, 3072]],
            Sizes(family.CreateDiscriminator().Parameters));
    }

    // With the weights of PyTorch's default 0.025 and 0.007 are left, and 32×32 in colour without classes ends in one picture for all.
    [Theory]
    [InlineData(32, 0.1)]
    [InlineData(64, 0.04)]
    public void What_the_first_layer_makes_of_latents_reaches_the_picture(int side, double least)
    {
        var preset = Load($"data.side={side}", "data.labelClasses=1", "data.batch=8");
        var pixels = IdxFile.Of("black", [8, 3, side, side], new byte[8 * 3 * side * side]);
        var data = new ImageBatches(pixels, 8, LastBatch.Drop, new GreyScale(-1, 1), new RandomStream(1, TrainingStreams.Data));
        using var trainer = new Trainer(preset, 1, data, blocks => new HostEngine(blocks));
        var first = trainer.Generator.Entries[0];
        var weights = trainer.Generator.Values.Span.Slice(first.Offset, first.Length).ToArray();

        // The deviation of sums of as many weights, each times a normal number; and the pictures are measured from 0 to 1.
        var made = Math.Sqrt(preset.Latent.Size * weights.Average(weight => weight * weight));
        var seen = 2 * new Diversity(trainer, (ImageOptions)preset.Data).Measure();

        Assert.InRange(seen / made, least, 1);
    }

    [Fact]
    public void Maps_halve_and_channels_double_up_to_the_most()
    {
        var preset = Load("data.side=45", "networks.mostChannels=100", "networks.generatorWidth=30");

        Assert.Equal([12, 23, 45], preset.Generator.Layers.OfType<ConvTranspose2d>().Select(layer => layer.OutputSize));
        Assert.Equal([100, 100, 60, 30], preset.Generator.Layers.OfType<ConvTranspose2d>().Select(layer => layer.In).Append(30));
        Assert.Equal([48, 96, 100, 100], preset.Discriminator.Layers.OfType<Conv2d>().Select(layer => layer.Out));
        Assert.Equal(100, Assert.Single(preset.Generator.Layers.OfType<Residual>()).In);
    }

    [Theory]
    [InlineData("[-1, 1]", typeof(Tanh))]
    [InlineData("[0, 1]", typeof(Sigmoid))]
    public void Generator_ends_in_the_data_s_range(string range, Type layer) =>
        Assert.IsType(layer, Load($"data.range={range}").Generator.Layers[^2]);

    [Fact]
    public void Written_out_preset_is_the_same_preset()
    {
        var text = JsonSerializer.Serialize(Load("networks.blocks=2", "data.side=20"), PresetJson.Options);
        File.WriteAllText(_folder["mine.json"], text);

        Assert.Null(JsonNode.Parse(text)!["networks"]);
        Assert.Equal(text, JsonSerializer.Serialize(PresetSource.Load(_folder["mine.json"], []), PresetJson.Options));
    }

    [Fact]
    public void Classes_are_the_sub_folders_where_nothing_else_is_said()
    {
        Directory.CreateDirectory(_folder["some/a"]);
        Directory.CreateDirectory(_folder["some/b"]);
        Directory.CreateDirectory(_folder["some/c"]);
        Directory.CreateDirectory(_folder["flat"]);

        Assert.Equal(3, PresetSource.Load("pictures", [], _folder["some"]).Classes);
        Assert.Equal(0, PresetSource.Load("pictures", [], _folder["flat"]).Classes);
        Assert.Equal(0, PresetSource.Load("pictures", ["data.labelClasses=1"], _folder["some"]).Classes);
    }

    [Theory]
    [InlineData("data.range=[0, 2]", "data.range must be [-1, 1] or [0, 1] for networks of type 'pictures', found [0, 2].")]
    [InlineData("data.side=3", "data.side must be 4 to 256, found 3.")]
    [InlineData("data.side=x", "data.side must be a whole number, 4 to 256, found \"x\".")]
    [InlineData("networks.blocks=17", "networks.blocks must be 0 to 16, found 17.")]
    [InlineData("networks.type=picture", "networks.type 'picture' is unknown. Did you mean 'pictures'? Known: pictures.")]
    [InlineData(
        "data={\"type\": \"gaussian\", \"mean\": 0, \"std\": 1, \"samplesPerEpoch\": 8, \"batch\": 8}",
        "networks of type 'pictures' are for images. Use data of type idx, images or mnist.")]
    public void Mistakes_are_told_in_the_preset_s_own_words(string setting, string message) => Assert.Equal(
        $"Preset 'pictures': {message}", Assert.Throws<PresetException>(() => Load(setting)).Message);

    [Fact]
    public void Networks_are_given_once()
    {
        var tree = JsonNode.Parse(JsonSerializer.Serialize(PresetSource.Load("mlp", []), PresetJson.Options))!;
        tree["networks"] = JsonNode.Parse("""{"type": "pictures"}""");
        File.WriteAllText(_folder["both.json"], tree.ToJsonString());

        Assert.EndsWith(
            "'networks' makes both networks, and 'generator' is given as well. Leave out one of them.",
            Assert.Throws<PresetException>(() => PresetSource.Load(_folder["both.json"], [])).Message);
    }

    private static Preset Load(params string[] settings) => PresetSource.Load("pictures", settings);

    private static IEnumerable<long[]> Sizes(IEnumerable<Gan.Onnx.Training.Networks.ParameterSpec> parameters) =>
        parameters.Select(spec => spec.Shape.Sizes);
}
