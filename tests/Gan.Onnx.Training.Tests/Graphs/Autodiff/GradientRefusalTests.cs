using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

public class GradientRefusalTests
{
    private readonly GraphBuilder _graph = new("test");

    [Fact]
    public void Root_that_is_not_a_scalar_is_refused()
    {
        var x = Vector("x", 2);

        var exception = Assert.Throws<GraphException>(() => Gradients.Of(x, [x]));

        Assert.Equal(
            "Gradient of 'x' Double [2]: the root must be a scalar. Reduce it with ReduceSum or ReduceMean, or pass gradOutput.",
            exception.Message);
    }

    [Fact]
    public void Incoming_gradient_of_another_shape_is_refused()
    {
        var (x, incoming) = (Vector("x", 2), Vector("incoming", 3));

        var exception = Assert.Throws<GraphException>(() => Gradients.Of(x * x, [x], incoming));

        Assert.Equal("Gradient of 'Mul_1' Double [2]: gradOutput 'incoming' is Double [3]. Give it the root's type.", exception.Message);
    }

    [Fact]
    public void Input_of_another_graph_is_refused()
    {
        var foreign = new GraphBuilder("other").Input("y", Shape.Of(2), ElementType.Double);

        var exception = Assert.Throws<GraphException>(() => Gradients.Of(Vector("x", 2).ReduceSum(), [foreign]));

        Assert.Equal("'y' belongs to graph 'other', not to 'test'. Build both in one GraphBuilder.", exception.Message);
    }

    [Fact]
    public void Rule_with_too_few_gradients_is_refused()
    {
        var x = Vector("x", 2);
        var sum = _graph.Add(new WrongOperators.Binary("Add", (_, _, g) => [g]), x, x);

        var exception = Assert.Throws<GraphException>(() => Gradients.Of(sum.ReduceSum(), [x]));

        Assert.Equal(
            "Add 'Add_1': its rule gave 1 gradients for 2 inputs. Give one an input, null where there is none.", exception.Message);
    }

    private Value Vector(string name, long size) => _graph.Input(name, Shape.Of(size), ElementType.Double);
}
