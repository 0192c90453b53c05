using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
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

/// <summary>Networks from ONNX files that look at labels.</summary>
public sealed class OnnxNetworkLabelsTests : IDisposable
{
    private const int Int32 = 6, Int64 = 7, Classes = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frozen_labelled_generator_read_back_gives_the_same_bits_trains_on_and_resumes()
    {
        var first = new TestRun(_folder["first"], TinyPresets.Labels(), images: 10);
        first.TrainTo(3);
        var path = first.Folder.Generator;
        var preset = TinyPresets.Labels() with
        {
            // The frozen generator's images lie in [0, 1].
            Data = new MnistOptions([0, 1], 4, LastBatch.Keep, HoldOut: 0),
            Generator = TinyPresets.Labels().Generator with { Layers = [new OnnxNetwork(path, Sha256Sum.Of(File.ReadAllBytes(path)))] },
        };
        var second = new TestRun(_folder["second"], preset, images: 10);
        double[][] inputs = [[0.5, -0.25, 0.125, -1, 0.75, 0.3], [7, 2]];

        using (var trainer = second.Create())
        {
            Assert.Equal(10, trainer.Generator.Network.Classes);
            var untrained = GeneratorExport.Build(preset, trainer.Generator, new Dictionary<string, float[]>()).Graph;
            Assert.Equal(Run(path, inputs).Elements, GraphRun.Once(untrained, inputs)[0].Elements);
        }

        second.TrainTo(2);
        var resumed = new TestRun(_folder["resumed"], preset, images: 10);
        resumed.TrainTo(1);
        resumed.TrainTo(2);
        Assert.Equal(second.Outcome(), resumed.Outcome());
        Assert.NotEqual(Run(path, inputs).Elements, Run(second.Folder.Generator, inputs).Elements);
    }

    [Theory]
    [InlineData("integers first", Int64, new[] { "N" }, true)]
    [InlineData("32-bit integers in a column, last", Int32, new[] { "N", "1" }, false)]
    public void Labels_choose_rows_of_a_table(string name, int element, string[] axes, bool first)
    {
        var file = new OnnxFile();
        object[] sizes = [.. axes.Select(axis => axis == "N" ? (object)axis : int.Parse(axis, null))];
        file = first ? file.Input("c", sizes).As(element).Input("z", "N", 2) : file.Input("z", "N", 2).Input("c", sizes).As(element);
        file.Output("y").Floats("table", [Classes, 2], 1, 2, 3, 4, 5, 6).Integers("shape", -1, 2)
            .Node("Gather", "rows", ["table", "c"], OnnxFile.Int("axis", 0)).Node("Reshape", "flat", ["rows", "shape"])
            .Node("Concat", "y", ["flat", "z"], OnnxFile.Int("axis", 1));

        Expect(name, file, [5, 6, 10, 20, 1, 2, 30, 40]);
    }

    [Fact]
    public void Rows_of_0_and_1_are_told_by_name() => Expect(
        "rows",
        new OnnxFile().Input("one_hot", "N", Classes).Input("z", "N", 2).Output("y")
            .Node("Concat", "y", ["z", "one_hot"], OnnxFile.Int("axis", 1)),
        [10, 20, 0, 0, 1, 30, 40, 1, 0, 0]);

    [Fact]
    public void Numbers_of_labels_are_told_by_the_preset()
    {
        var file = new OnnxFile().Input("a", "N", 2).Input("b", "N", 1).Output("y").Node("Add", "y", ["a", "b"]);
        var layer = Write("numbers", file) with { Labels = "b" };

        var exception = Assert.Throws<PresetException>(() => layer.Validate("generator.layers.0"));

        Assert.Equal(
            "generator.layers.0.classes: the file does not say how many classes 'b' comes from. Give the number.", exception.Message);
        Expect(layer with { Classes = Classes }, [12, 22, 30, 40]);
    }

    [Fact]
    public void Labels_of_another_kind_are_refused()
    {
        var layer = Write("maps", new OnnxFile().Input("z", "N", 2).Input("labels", "N", 2, 4).Output("y").Node("Relu", "y", ["z"]));

        var exception = Assert.Throws<PresetException>(() => layer.Validate("generator.layers.0"));

        Assert.EndsWith(
            "takes labels 'labels' as Float [N,2,4]; "
            + "integers [N] or [N,1] are read, or Float [N, classes] with 1 at the label and 0 elsewhere.",
            exception.Message);
    }

    private void Expect(string name, OnnxFile file, double[] expected) => Expect(Write(name, file), expected);

    /// <summary>Latents (10, 20) and (30, 40) with the labels 2 and 0.</summary>
    private static void Expect(OnnxNetwork layer, double[] expected)
    {
        layer.Validate("generator.layers.0");
        Assert.Equal(Classes, layer.LabelClasses);
        Assert.False(layer.MixesBatch);
        var network = new Network("generator", TinyPresets.Images().Generator with { Layers = [layer] });
        var graph = new GraphBuilder("forward");
        var z = graph.Input("z", Shape.Of(2, 2));
        var labels = graph.Input("labels", Shape.Of(2), ElementType.Int64).OneHot(Classes);
        var parameters = network.Parameters.ToDictionary(
            spec => spec.Name, spec => graph.Initializer<float>(spec.Name, spec.Shape, spec.Given!.Value.Span));
        graph.Output("y", network.Forward(new ForwardPass(graph, parameters, PassMode.Training) { Labels = labels }, z));
        Assert.Equal(expected, GraphRun.Once(graph, [10, 20, 30, 40], [2, 0])[0].Elements);
    }

    private OnnxNetwork Write(string name, OnnxFile file)
    {
        File.WriteAllBytes(_folder[$"{name}.onnx"], file.ToBytes());
        return new OnnxNetwork(_folder[$"{name}.onnx"]);
    }

    private static Tensor Run(string path, double[][] inputs) =>
        GraphRun.Once(ModelReader.Read(OnnxModel.Parse(File.ReadAllBytes(path), path)), inputs)[0];
}
