using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Training.Tests.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

public class GradientModelTests
{
    private static OnnxFile Product => new OnnxFile().Input("x", "N", 2).Output("y")
        .Floats("w", [2, 1], 3, 5)
        .Node("MatMul", "y", ["x", "w"]);

    [Fact]
    public void Derivatives_of_inputs_and_initializers_take_what_arrives()
    {
        var graph = GradientModel.Of(Product.Parse(), "y", ["x", "w"]);

        Assert.Equal(["x Float [N,2]", "gradient/y Float [N,1]"], graph.Inputs.Select(input => $"{input}"));
        var results = GraphRun.Once(graph, [1, 2, 10, 20], [1, 2]);
        Assert.Equal([13, 130], results[0].Elements);
        Assert.Equal([3, 5, 6, 10], results[1].Elements);
        Assert.Equal([21, 42], results[2].Elements);
        Assert.Equal(["y", "gradient/x", "gradient/w"], graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void Scalar_needs_nothing_more()
    {
        var file = new OnnxFile().Input("x", 2).Output("y").Node("ReduceSumSquare", "y", ["x"], OnnxFile.Int("keepdims", 0));

        var results = GraphRun.Once(GradientModel.Of(file.Parse(), "y", ["x"]), [3, -4]);

        Assert.Equal([25], results[0].Elements);
        Assert.Equal([6, -8], results[1].Elements);
    }

    [Fact]
    public void Batch_can_be_fixed() => Assert.Equal(
        ["x Float [7,2]", "gradient/y Float [7,1]"],
        GradientModel.Of(Product.Parse(), "y", ["w"], batch: 7).Inputs.Select(input => $"{input}"));

    [Theory]
    [InlineData("z", "x", "'f.onnx' has no output 'z'; it has y.")]
    [InlineData("y", "b", "'f.onnx' has no input or initializer 'b'; it has x, w.")]
    [InlineData("y", "x x", "a tensor is named twice. Name each once.")]
    public void Unknown_tensors_are_refused(string of, string with, string message) =>
        Assert.Equal(message, Assert.Throws<GraphException>(() => GradientModel.Of(Product.Parse(), of, with.Split(' '))).Message);

    [Fact]
    public void Operators_at_which_gradients_end_are_named_all_at_once()
    {
        var file = new OnnxFile().Input("x", 2).Output("y")
            .Node("Floor", "a", ["x"]).Node("Round", "b", ["x"]).Node("Add", "c", ["a", "b"])
            .Node("Floor", "d", ["x"]).Node("Add", "y", ["c", "d"]);

        Assert.Equal(
            "Gradient of 'y/Add_1': it ends at operators without a gradient: Floor ('a/Floor_1', 'd/Floor_1'), Round ('b/Round_1').",
            Assert.Throws<GraphException>(() => GradientModel.Of(file.Parse(), "y", ["x"])).Message);
    }

    [Fact]
    public void Comparisons_and_what_was_detached_on_purpose_do_not_count()
    {
        var file = new OnnxFile().Input("x", 3).Output("y").Floats("zero", [], 0)
            .Node("Greater", "above", ["x", "zero"]).Node("Where", "kept", ["above", "x", "zero"]).Node("Softmax", "y", ["kept"]);

        Assert.Equal(2, GradientModel.Of(file.Parse(), "y", ["x"]).Outputs.Count);
    }
}
