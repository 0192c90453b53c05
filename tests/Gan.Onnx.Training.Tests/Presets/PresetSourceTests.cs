using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

public sealed class PresetSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => new(PresetSource.Names);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Built_in_presets_are_listed_in_alphabetical_order()
    {
        string[] some = ["gaussian-1d", "mlp", "mlp-dropout", "vanilla"];

        Assert.Equal(some, PresetSource.Names.Intersect(some));
        Assert.Equal(PresetSource.Names.Order(StringComparer.Ordinal), PresetSource.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Built_in_preset_builds_all_its_graphs(string name)
    {
        var preset = PresetSource.Load(name, []);
        var engine = new CpuDevice();

        var graphs = new[]
        {
            DiscriminatorStep.Build(preset, 2),
            GeneratorStep.Build(preset, 2),
            SampleGraph.Build(preset, 2),
            DiscriminatorGraph.Build(preset, 2),
        };
        foreach (var step in graphs)
        {
            using var compiled = new BoundGraph(step.Graph, engine, _ => false);
            Assert.NotEmpty(compiled.Results);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Built_in_preset_cites_its_source_and_describes_itself(string name)
    {
        var preset = PresetSource.Load(name, []);

        Assert.Equal(name, preset.Name);
        Assert.InRange(preset.Source.Length, 10, 300);
        Assert.Contains("Chosen:", preset.Description, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_survives_being_written_and_read(string name)
    {
        var preset = PresetSource.Load(name, []);
        var text = JsonSerializer.Serialize(preset, PresetJson.Options);
        File.WriteAllText(_folder["copy.json"], text);

        Assert.Equal(text, JsonSerializer.Serialize(PresetSource.Load(_folder["copy.json"], []), PresetJson.Options));
    }

    [Fact]
    public void Layer_is_written_under_PyTorch_s_name_with_its_numbers() => Assert.Equal(
        """[{"type":"Linear","in":784,"out":128},{"type":"LeakyReLU","negativeSlope":0.2},{"type":"Dropout","p":0.3}]""",
        JsonSerializer.SerializeToNode(PresetSource.Load("mlp-dropout", []).Discriminator.Layers.Take(3), PresetJson.Options)!
            .ToJsonString());

    [Fact]
    public void Type_may_stand_anywhere_among_the_fields()
    {
        var tree = JsonNode.Parse(JsonSerializer.Serialize(TinyPresets.Scalars(), PresetJson.Options))!.AsObject();
        tree["generator"]!["layers"]![0] = JsonNode.Parse("""{"in":3,"out":8,"type":"Linear"}""");

        Assert.Equal(TinyPresets.Scalars().Generator.Layers, PresetSource.Parse("mine", tree).Generator.Layers);
    }

    [Fact]
    public void Settings_apply_in_order()
    {
        var preset = PresetSource.Load(
            "mlp",
            [
                "data.batch=7", "optimizers.generator.learningRate=1e-3",
                "generator.layers.0.out=8", "generator.layers.2.in=8", "data.batch=9",
            ]);

        Assert.Equal(9, preset.Data.Batch);
        Assert.Equal(Shape.Of(8, 100), preset.CreateGenerator().Parameters[0].Shape);
        Assert.Contains("LearningRate = 0.001", preset.Optimizers.Generator.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_replaces_words_lists_and_whole_objects()
    {
        var preset = PresetSource.Load(
            "mlp",
            [
                "data.lastBatch=drop",
                "data.range=[0, 1]",
                """latent.distribution={"type":"uniform","low":-1,"high":1}""",
                "data.range.0=-3",
            ]);

        var data = Assert.IsType<MnistOptions>(preset.Data);
        Assert.Equal("Drop", data.LastBatch.ToString());
        Assert.Equal([-3, 1], data.Range);
        Assert.Equal("uniform(low=-1,high=1)", preset.Latent.Distribution.ToString());
    }

    [Fact]
    public void Unknown_name_is_refused_with_the_nearest_one() => Refused(
        "mpl",
        $"Preset 'mpl' is unknown. Did you mean 'mlp'? Built-in presets: {string.Join(", ", PresetSource.Names)}; "
        + "a path to a file of your own ends in .json.");

    [Fact]
    public void Missing_file_is_refused() => Refused(
        "no/such.json",
        $"Preset file 'no/such.json' does not exist. Built-in presets: {string.Join(", ", PresetSource.Names)}.");

    [Theory]
    [InlineData("{\"name\": ", "is not valid JSON: ")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}", "is not valid JSON: ")]
    [InlineData("{} // mine", "is not valid JSON: ")]
    [InlineData(
        "{\n  \"name\": \"a\",\n  7\n}",
        "is not valid JSON: '7' is an invalid start of a property name. Expected a '\"'. Line 3, byte 3.")]
    [InlineData("{\"name\": \"\\ud800\"}", ": 'name' must be text, found half of a surrogate pair in \\ud800. Write the whole letter.")]
    [InlineData("[]", ": expected a JSON object, found a list or a single value.")]
    [InlineData("{}", ": the preset lacks 'name'. Every field is required: add name.")]
    public void File_that_is_no_preset_is_refused(string text, string complaint)
    {
        var path = _folder["mine.json"];
        File.WriteAllText(path, text);

        Assert.StartsWith(
            $"Preset '{path}'{(complaint[0] == ':' ? "" : " ")}{complaint}",
            Assert.Throws<PresetException>(() => PresetSource.Load(path, [])).Message,
            StringComparison.Ordinal);
    }

    private static void Refused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => PresetSource.Load(name, [])).Message);
}
