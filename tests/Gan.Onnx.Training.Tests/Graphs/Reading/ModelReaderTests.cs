using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;
using Google.Protobuf;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

public class ModelReaderTests
{
    [Fact]
    public void All_that_cannot_be_read_is_named_in_one_line()
    {
        var file = new OnnxFile().Input("x", "N", 2).Output("y")
            .Node("Scatter", "a", ["x"]).Node("Det", "b", ["x"]).Node("Scatter", "c", ["x"])
            .Node("Relu", "behind", ["a"])
            .Node("Softmax", "d", ["x"], OnnxFile.Int("temperature", 2))
            .Node("Concat", "y", ["behind", "c", "b"]);

        Refused(
            "'f.onnx' cannot be read: operators unknown here: Scatter ('a', 'c'), Det ('b'); "
            + "Softmax 'd': attribute temperature is not known.",
            file);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(22)]
    public void Other_opsets_are_refused(int opset) => Assert.Equal(
        $"'f.onnx' uses opset {opset}; 6 to 21 are read here. Export it anew, or convert it with onnx.version_converter.",
        Assert.Throws<GraphException>(() => new OnnxFile(opset).Input("x", 2).Output("y").Node("Relu", "y", ["x"]).Parse()).Message);

    [Fact]
    public void What_is_no_ONNX_file_is_refused() => Assert.StartsWith(
        "'f.onnx' is not an ONNX file: ",
        Assert.Throws<GraphException>(() => OnnxModel.Parse("not a model"u8.ToArray(), "f.onnx")).Message);

    [Fact]
    public void Elements_in_another_file_are_refused()
    {
        var file = new OnnxFile().Input("x", 2).Output("y").Floats("w", [2], 1, 2).Node("Mul", "y", ["x", "w"]);
        file.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.External;

        Refused(
            "'f.onnx' cannot be read: initializer 'w': the elements of 'w' lie in another file, which is not read here. "
            + "Save the model with all of its data in one file.",
            file);
    }

    [Fact]
    public void Tensors_that_are_too_short_are_refused()
    {
        var file = new OnnxFile().Input("x", 2).Output("y").Floats("w", [2], 1).Node("Mul", "y", ["x", "w"]);

        Refused("'f.onnx' cannot be read: initializer 'w': 'w' Float [2] has 4 bytes, expected 8. The file is damaged.", file);
    }

    [Fact]
    public void Output_that_nothing_computes_is_refused() =>
        Refused("'f.onnx' cannot be read: nothing computes 'z'.", new OnnxFile().Input("x", 2).Output("z").Node("Relu", "y", ["x"]));

    [Fact]
    public void Input_of_a_foreign_type_is_refused()
    {
        var file = new OnnxFile().Input("x", 2).Output("y").Node("Relu", "y", ["x"]);
        file.Graph.Input[0].Type.TensorType.ElemType = 10;

        Refused("'f.onnx' cannot be read: input 'x' is of the element type float16. Use float, double, int64, uint8 or bool.", file);
    }

    [Fact]
    public void Elements_may_lie_in_the_field_of_their_type()
    {
        var file = new OnnxFile().Input("x", 2).Output("y")
            .Floats("w", [2], 0, 0).Integers("places", 0, 0)
            .Node("Mul", "product", ["x", "w"]).Node("Gather", "y", ["product", "places"]);
        var (w, places) = (file.Graph.Initializer[0], file.Graph.Initializer[1]);
        (w.RawData, places.RawData, places.DataType) = (ByteString.Empty, ByteString.Empty, 6);
        w.FloatData.AddRange([2, 3]);
        places.Int32Data.AddRange([-1, 0]);

        Assert.Equal([60, 10], GraphRun.Once(file.Read(), [5, 20])[0].Elements);
    }

    /// <summary>PyTorch's <c>x.view(x.size(0), -1)</c> with a free batch, and Keras's the other way round.</summary>
    [Fact]
    public void Shapes_are_worked_out_at_load_and_the_batch_stays_free()
    {
        var file = new OnnxFile().Input("x", "batch", 2, 3).Output("y").Output("back")
            .Integers("zero", 0).Integers("rest", -1).Integers("two", 2).Integers("three", 3)
            .Node("Shape", "shape", ["x"]).Node("Slice", "first", ["shape", "zero", "one"])
            .Integers("one", 1)
            .Node("Concat", "target", ["first", "rest"], OnnxFile.Int("axis", 0)).Node("Reshape", "y", ["x", "target"])
            .Node("Concat", "whole", ["rest", "two", "three"], OnnxFile.Int("axis", 0)).Node("Reshape", "back", ["y", "whole"]);

        var graph = file.Read();

        Assert.Equal(["[batch,6]", "[batch,2,3]"], graph.Outputs.Select(output => output.Value.Shape.ToString()));
        Assert.Equal(["Reshape", "Reshape"], graph.Nodes.Select(node => node.Operator.OpType));
        Assert.Equal(Shape.Of(2, 6), GraphRun.Once(graph, [.. Enumerable.Range(0, 1).Select(_ => new double[12])])[0].Shape);
    }

    /// <summary>PyTorch writes pads last axis first, and leaves it to the file to turn them round.</summary>
    [Fact]
    public void Pads_are_worked_out_at_load()
    {
        var file = new OnnxFile().Input("x", 1, 2).Output("y")
            .Integers("columns", 1, 2).Integers("rows", 0, 1).Integers("pairs", -1, 2).Integers("line", -1)
            .Integers("last", -1).Integers("least", long.MinValue).Integers("axis", 0)
            .Node("Concat", "pads", ["columns", "rows"], OnnxFile.Int("axis", 0)).Node("Reshape", "two", ["pads", "pairs"])
            .Node("Slice", "turned", ["two", "last", "least", "axis", "last"]).Node("Transpose", "across", ["turned"])
            .Node("Reshape", "flat", ["across", "line"]).Node("Cast", "final", ["flat"], OnnxFile.Int("to", 7))
            .Node("Pad", "y", ["x", "final"]);

        var y = GraphRun.Once(file.Read(), [5, 7])[0];

        Assert.Equal(Shape.Of(2, 5), y.Shape);
        Assert.Equal([0, 5, 7, 0, 0, 0, 0, 0, 0, 0], y.Elements);
    }

    [Fact]
    public void Batch_that_the_file_fixed_follows_the_one_given()
    {
        var model = new OnnxFile().Input("x", 1, 4).Output("y").Integers("target", 1, 2, 2).Node("Reshape", "y", ["x", "target"]).Parse();
        var graph = new GraphBuilder("other");

        var y = ModelReader.Add(graph, model, new Dictionary<string, Operand> { ["x"] = graph.Input("z", Shape.Of(3, 4)) })["y"];

        Assert.Equal(Shape.Of(3, 2, 2), y.Shape);
    }

    [Fact]
    public void Free_axes_can_be_fixed_and_inputs_made_constants()
    {
        var model = new OnnxFile().Input("x", "N", 2).Input("y", 2).Output("z").Node("Add", "z", ["x", "y"]).Parse();

        var constants = new Dictionary<string, KnownTensor> { ["y"] = new KnownTensor(ElementType.Float, [2], [10, 20]) };
        var graph = ModelReader.Read(model, constants, new Dictionary<string, long> { ["N"] = 1 });

        Assert.Equal(["x Float [1,2]"], graph.Inputs.Select(input => $"{input}"));
        Assert.Equal([11, 22], GraphRun.Once(graph, [1, 2])[0].Elements);
    }

    [Fact]
    public void Names_of_inputs_initializers_and_outputs_stay()
    {
        var graph = new OnnxFile().Input("Relu_1", 2).Output("Mul_1").Floats("constant_1", [2], 1, 2)
            .Node("Relu", "a", ["Relu_1"]).Node("Mul", "Mul_1", ["a", "constant_1"]).Read();

        var written = ModelProto.Parser.ParseFrom(ModelWriter.Write(graph)).Graph;

        Assert.Equal(["Relu_1", "constant_1", "Mul_1"], [written.Input[0].Name, written.Initializer[0].Name, written.Output[0].Name]);
    }

    [Fact]
    public void What_we_wrote_is_read_back_bit_for_bit()
    {
        var graph = new GraphBuilder("ours");
        var batch = new Dimension("N");
        var x = graph.Input("x", new Shape(batch, 4));
        var w = graph.Initializer<float>("w", Shape.Of(4, 4), [.. Enumerable.Range(0, 16).Select(i => (i - 7) / 13f)]);
        var maps = x.Gemm(w).LeakyRelu(0.2).Reshape(new Shape(batch, 1, 2, 2)).Resize(4, 4, ResizeMode.Nearest);
        graph.Output(
            "y",
            maps.Conv(graph.Initializer<float>("k", Shape.Of(2, 1, 3, 3), [.. Enumerable.Range(0, 18).Select(i => i / 11f)]), pad: 1)
                .Tanh());
        var again = ModelReader.Read(OnnxModel.Parse(ModelWriter.Write(graph), "ours.onnx"));

        double[] at = [0.1, -0.7, 1.3, 0.4, 2, -2, 0.5, 0.25];
        var (first, second) = (GraphRun.Once(graph, [at])[0], GraphRun.Once(again, [at])[0]);

        Assert.Equal(first.Shape, second.Shape);
        Assert.Equal(first.Elements, second.Elements);
        Assert.Equal(graph.Nodes.Select(node => node.Operator.OpType), again.Nodes.Select(node => node.Operator.OpType));
    }

    private static void Refused(string message, OnnxFile file) => Assert.Equal(message, Assert.Throws<GraphException>(file.Read).Message);
}
