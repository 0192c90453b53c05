using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Tests.Graphs;

public class ModelWriterTests
{
    [Fact]
    public void Same_build_gives_the_same_bytes()
    {
        Assert.Equal(ModelWriter.Write(Build()), ModelWriter.Write(Build()));

        static GraphBuilder Build()
        {
            var graph = new GraphBuilder("same");
            var (x, w) = (graph.Input("x", Shape.Of(4, 3)), graph.Input("w", Shape.Of(3, 2)));
            var loss = (x.Gemm(w).Tanh() * 2).ReduceMean();
            graph.Output("loss", loss);
            foreach (var gradient in Gradients.Of(loss, [w, x]))
            {
                graph.Output($"gradient{graph.Outputs.Count}", gradient);
            }

            return graph;
        }
    }

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        var graph = Square();

        Assert.Equal(ModelWriter.Write(graph), ModelWriter.Write(graph));
    }

    [Fact]
    public void Declares_opset_17_and_file_format_8()
    {
        var model = Written(Square());

        Assert.Equal((8, 17L, ""), (model.IrVersion, Assert.Single(model.OpsetImport).Version, model.OpsetImport[0].Domain));
        Assert.Equal(("Gan.Onnx", ToolVersion.Current), (model.ProducerName, model.ProducerVersion));
    }

    [Fact]
    public void Writes_metadata_in_order()
    {
        var bytes = ModelWriter.Write(Square(), [new("preset", "mlp"), new("steps", "7")]);

        Assert.Equal(
            [("preset", "mlp"), ("steps", "7")], ModelProto.Parser.ParseFrom(bytes).MetadataProps.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Outputs_have_the_names_they_were_declared_under()
    {
        var graph = new GraphBuilder("test");
        var x = graph.Input("x", Shape.Of(2));
        var y = x.Tanh();
        graph.Output("computed", y);
        graph.Output("again", y);
        graph.Output("passed on", x);
        graph.Output("constant", graph.Scalar(3));

        Assert.Equal(["computed", "again", "passed on", "constant"], Written(graph).Graph.Output.Select(output => output.Name));
        var results = GraphRun.Once(graph, [0, 1]);
        Assert.Equal(results[0].Elements, results[1].Elements);
        Assert.Equal([0, 1], results[2].Elements);
        Assert.Equal([3], results[3].Elements);
    }

    [Fact]
    public void Value_that_is_an_output_can_be_used_further()
    {
        var graph = new GraphBuilder("test");
        var y = graph.Input("x", Shape.Of(2)) * 2;
        graph.Output("y", y);
        graph.Output("z", y * y);

        Assert.Equal([4, 16], GraphRun.Once(graph, [1, 2])[1].Elements);
    }

    [Fact]
    public void What_no_output_needs_is_left_out()
    {
        var graph = new GraphBuilder("test");
        var x = graph.Input("x", Shape.Of(2));
        graph.Initializer<float>("unused weight", Shape.Of(2), [1, 2]);
        _ = (x * 5).Sigmoid();
        graph.Output("y", x * graph.Initializer<float>("weight", Shape.Of(2), [3, 4]));

        var body = Written(graph).Graph;

        Assert.Equal("weight", Assert.Single(body.Initializer).Name);
        Assert.Equal("Mul", Assert.Single(body.Node).OpType);
    }

    [Fact]
    public void Input_that_nothing_uses_is_still_declared()
    {
        var graph = Square();
        graph.Input("unused", Shape.Of(3));

        Assert.Equal(["x", "unused"], Written(graph).Graph.Input.Select(input => input.Name));
        Assert.Equal([4], GraphRun.Once(graph, [2], [0, 0, 0])[0].Elements);
    }

    [Fact]
    public void Initializers_keep_their_bits()
    {
        var graph = new GraphBuilder("test");
        double[] numbers = [double.Epsilon, -0.0, double.MaxValue, Math.PI];
        graph.Output("w", graph.Initializer<double>("weight", Shape.Of(2, 2), numbers));

        var result = GraphRun.Once(graph)[0];

        Assert.Equal(Shape.Of(2, 2), result.Shape);
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), result.Elements.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Graph_without_outputs_is_refused()
    {
        var graph = new GraphBuilder("empty");

        Assert.Equal(
            "Graph 'empty' has no output. Declare one with Output.", Assert.Throws<GraphException>(() => ModelWriter.Write(graph)).Message);
    }

    private static GraphBuilder Square()
    {
        var graph = new GraphBuilder("square");
        var x = graph.Input("x", Shape.Of(1));
        graph.Output("y", x * x);
        return graph;
    }

    private static ModelProto Written(GraphBuilder graph) => ModelProto.Parser.ParseFrom(ModelWriter.Write(graph));
}
