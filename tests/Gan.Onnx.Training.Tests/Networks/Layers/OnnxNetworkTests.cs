using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Reading;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

/// <summary>Networks from ONNX files, trained on.</summary>
public sealed class OnnxNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frozen_generator_read_back_gives_the_same_bits_and_trains_on()
    {
        var first = new TestRun(_folder["first"], TinyPresets.Images(), images: 10);
        first.TrainTo(3);
        var preset = TinyPresets.Images() with
        {
            Data = new MnistOptions([0, 1], 4, LastBatch.Keep, HoldOut: 0),
            Generator = Of(first.Folder.Generator),
        };
        var second = new TestRun(_folder["second"], preset, images: 10);
        double[] z = [0.5, -0.25, 0.125, -1, 0.75, 0.3];

        using (var trainer = second.Create())
        {
            Assert.Equal(
                ["generator.0.generator.0.weight", "generator.0.generator.0.bias"],
                trainer.Generator.Network.Parameters.Select(spec => spec.Name));
            var untrained = GeneratorExport.Build(preset, trainer.Generator, new Dictionary<string, float[]>()).Graph;
            var (expected, actual) = (Run(first.Folder.Generator, z), GraphRun.Once(untrained, z)[0]);
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(expected.Elements, actual.Elements);
        }

        second.TrainTo(2);
        var resumed = new TestRun(_folder["resumed"], preset, images: 10);
        resumed.TrainTo(1);
        resumed.TrainTo(2);
        Assert.NotEqual(Run(first.Folder.Generator, z).Elements, Run(second.Folder.Generator, z).Elements);
        Assert.Equal(second.Outcome(), resumed.Outcome());
    }

    [Fact]
    public void Preset_names_the_file_beside_it_and_keeps_its_sum()
    {
        Write("g.onnx", Generator());
        var preset = PresetSource.Load(WritePreset("""{"onnx": "g.onnx", "trainBatchNormalization": true}"""), []);

        var layer = Assert.IsType<OnnxNetwork>(Assert.Single(preset.Generator.Layers));
        Assert.Equal(_folder["g.onnx"], layer.File);
        Assert.Equal(Sha256Sum.Of(File.ReadAllBytes(_folder["g.onnx"])), layer.Sha256);
        Assert.True(layer.TrainBatchNormalization);
        var again = JsonSerializer.Deserialize<Preset>(JsonSerializer.Serialize(preset, PresetJson.Options), PresetJson.Options)!;
        again.Validate();
        Assert.Equal(
            preset.CreateGenerator().Parameters.Select(spec => spec.Name), again.CreateGenerator().Parameters.Select(spec => spec.Name));
    }

    [Fact]
    public void Statistics_are_no_parameters_and_become_those_of_the_batch_where_asked()
    {
        Write("g.onnx", Generator());
        var (kept, trained) = (new OnnxNetwork(_folder["g.onnx"]), new OnnxNetwork(_folder["g.onnx"], TrainBatchNormalization: true));

        Assert.Equal(["w", "scale", "bias"], kept.DeclareParameters().Select(spec => spec.Name));
        Assert.Equal([false, true], [kept.MixesBatch, trained.MixesBatch]);
        Assert.Empty(kept.DeclareStatistics());
        Assert.Equal(["m", "v"], trained.DeclareStatistics().Select(spec => spec.Name));
        Near([5, 5, 9, 1], Forward(kept, PassMode.Training, [1, 0, 3, -2]));

        // The batch's means are 2 and -1, its variances 1.
        Near([1, 11, 9, 3], Forward(trained, PassMode.Training, [1, 0, 3, -2]));
    }

    [Fact]
    public void Mistakes_name_the_file()
    {
        Write("two.onnx", new OnnxFile().Input("a", "N", 2).Input("b", "N", 2).Output("y").Node("Add", "y", ["a", "b"]));
        Write("free.onnx", new OnnxFile().Input("a", "N", "H").Output("y").Node("Relu", "y", ["a"]));
        Write("floor.onnx", new OnnxFile().Input("a", "N", 3).Output("y").Node("Floor", "y", ["a"]));

        Assert.Equal(
            $"Preset '{_folder["p.json"]}': generator.layers.0.file: '{_folder["none.onnx"]}' does not exist. Bring the file back, or "
            + "correct the path.",
            Refused("""{"onnx": "none.onnx"}"""));
        Assert.EndsWith(
            "has the inputs a, b, and neither types nor names say which of them takes labels. Name it in the field labels.",
            Refused("""{"onnx": "two.onnx"}"""));
        Assert.EndsWith("labels names 'c', which must be one of two.", Refused("""{"onnx": "two.onnx", "labels": "c"}"""));
        Assert.EndsWith(
            "takes Float [N,H]; a network here takes Float [N, …] with all axes fixed but the first.",
            Refused("""{"onnx": "free.onnx"}"""));
        Assert.EndsWith("it ends at operators without a gradient: Floor ('y/Floor_1').", Refused("""{"onnx": "floor.onnx"}"""));
        Assert.EndsWith("Bring the file back, or start a new run.", Refused("""{"onnx": "floor.onnx", "sha256": "00"}"""));
        Assert.EndsWith("has no initializer 'w', which frozen names.", Refused("""{"onnx": "floor.onnx", "frozen": ["w"]}"""));
    }

    [Fact]
    public void Generators_that_look_at_the_rest_of_their_batch_are_refused()
    {
        Write("g.onnx", new OnnxFile().Input("x", "N", 3).Output("y")
            .Node("ReduceMean", "mean", ["x"], OnnxFile.Ints("axes", 0)).Node("Sub", "y", ["x", "mean"]));

        Assert.EndsWith(
            "generator.layers.0.file: a generator must work for a batch of any size and look at one item at a time: "
            + "'mean/ReduceMean_1' makes [1,3] of all items.",
            Refused("""{"onnx": "g.onnx"}"""));
    }

    [Fact]
    public void File_of_one_batch_takes_others()
    {
        Write("g.onnx", new OnnxFile().Input("x", 4, 2).Output("y").Integers("pairs", 4, 1, -1).Integers("flat", 4, -1)
            .Node("Reshape", "h", ["x", "pairs"]).Node("Relu", "r", ["h"]).Node("Reshape", "y", ["r", "flat"]));
        Write("d.onnx", new OnnxFile().Input("x", 4, 2).Output("y").Floats("w", [4, 2], new float[8]).Node("Add", "y", ["x", "w"]));

        Assert.Equal([1, 0, 3, 0], Forward(new OnnxNetwork(_folder["g.onnx"]), PassMode.Training, [1, 0, 3, -2]));
        Assert.False(new OnnxNetwork(_folder["g.onnx"]).MixesBatch);
        Assert.EndsWith(
            "The file was exported for batches of 4: export it with a free first axis (dynamic_axes).",
            Assert.Throws<GraphException>(() => new OnnxNetwork(_folder["d.onnx"]).DeclareParameters()).Message);
    }

    [Fact]
    public void Sigmoid_at_the_end_can_be_left_out()
    {
        Write("d.onnx", new OnnxFile().Input("x", "N", 2).Output("y")
            .Integers("shape", -1, 2, 1)
            .Node("Sigmoid", "p", ["x"]).Node("Reshape", "y", ["p", "shape"]));

        Assert.Equal([1, 0, 3, -2], Forward(new OnnxNetwork(_folder["d.onnx"], DropSigmoid: true), PassMode.Training, [1, 0, 3, -2]));
    }

    [Fact]
    public void Spectral_norm_read_back_leaves_its_vectors_constant()
    {
        var layer = new SpectralNorm(new Linear(3, 2));
        float[] weight = [1, -2, 0.5f, 3, 1, -1];
        var graph = new GraphBuilder("generator");
        Value[] inputs =
        [
            graph.Initializer<float>("weight", Shape.Of(2, 3), weight),
            graph.Initializer<float>("bias", Shape.Of(2), new float[] { 0, 1 }),
            graph.Initializer<float>("u", Shape.Of(2), new float[] { 0.6f, 0.8f }),
        ];
        var z = graph.Input("z", Shape.Of(2, 3));
        var parameters = inputs.ToDictionary(input => $"generator.0.{input.Name}");
        var network = new Network("generator", TinyPresets.Images().Generator with { Layers = [layer] });

        // A step of its own does a power iteration: through its vectors, the gradient would be another one.
        var y = network.Forward(new ForwardPass(graph, parameters, PassMode.Training) { Trained = "generator" }, z);
        graph.Output("y", y);
        var model = OnnxModel.Parse(ModelWriter.Write(graph), "sn.onnx");
        double[][] fed = [[1, 2, 3, -1, 0.5, 2], [1, -1, 0.5, 2]];

        var readBack = GraphRun.Once(GradientModel.Of(model, "y", ["weight"]), fed)[1];

        graph.Output("slope", Gradients.Of(y, [inputs[0]], graph.Input("arriving", y.Shape))[0]);
        Assert.Equal(GraphRun.Once(graph, fed)[1].Elements, readBack.Elements);
    }

    /// <summary>Up to what the 1e-5 beside the variance makes.</summary>
    private static void Near(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

    private static NetworkOptions Of(string path) =>
        TinyPresets.Images().Generator with { Layers = [new OnnxNetwork(path, Sha256Sum.Of(File.ReadAllBytes(path)))] };

    private static Tensor Run(string path, double[] z) =>
        GraphRun.Once(ModelReader.Read(OnnxModel.Parse(File.ReadAllBytes(path), path)), z)[0];

    /// <summary>y = ((x · w) − m) / √v · scale + bias with m = 1, v = 4, scale = 4 and bias = 5 for both channels.</summary>
    private static OnnxFile Generator() => new OnnxFile().Input("x", "N", 2).Output("y")
        .Floats("w", [2, 2], 1, 0, 0, 1).Floats("scale", [2], 4, 4).Floats("bias", [2], 5, 7).Floats("m", [2], 1, 1).Floats("v", [2], 4, 4)
        .Node("MatMul", "h", ["x", "w"]).Node("BatchNormalization", "y", ["h", "scale", "bias", "m", "v"]);

    private double[] Forward(OnnxNetwork layer, PassMode mode, double[] x)
    {
        var network = new Network("generator", TinyPresets.Images().Generator with { Layers = [layer] });
        var graph = new GraphBuilder("forward");
        var input = graph.Input("x", Shape.Of(x.Length / 2, 2));
        var parameters = network.Parameters.ToDictionary(
            spec => spec.Name, spec => graph.Initializer<float>(spec.Name, spec.Shape, spec.Given!.Value.Span));
        graph.Output("y", network.Forward(new ForwardPass(graph, parameters, mode), input));
        return GraphRun.Once(graph, x)[0].Elements;
    }

    private void Write(string name, OnnxFile file) => File.WriteAllBytes(_folder[name], file.ToBytes());

    private string WritePreset(string generator)
    {
        var tree = JsonSerializer.SerializeToNode(TinyPresets.Images(), PresetJson.Options)!.AsObject();
        tree["generator"] = JsonNode.Parse(generator);
        File.WriteAllText(_folder["p.json"], tree.ToJsonString());
        return _folder["p.json"];
    }

    private string Refused(string generator)
    {
        var path = WritePreset(generator);
        return Assert.Throws<PresetException>(() => PresetSource.Load(path, [])).Message;
    }
}
