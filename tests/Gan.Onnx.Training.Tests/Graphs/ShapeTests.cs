using CsCheck;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs;

public class ShapeTests
{
    /// <summary>Each case is a session of its own.</summary>
    private const int FewRuns = 40;
    private static readonly Dimension N = new("N");

    [Fact]
    public void Broadcasting_agrees_with_onnx_runtime() => BroadcastShapes.Compatible.Sample(iter: FewRuns, assert: pair =>
    {
        var graph = new GraphBuilder("broadcast");
        var sum = graph.Input("left", pair.Left) + graph.Input("right", pair.Right);
        graph.Output("sum", sum);

        var executed = GraphRun.Once(graph, new double[pair.Left.ElementCount], new double[pair.Right.ElementCount])[0];

        Assert.Equal(executed.Shape, sum.Shape);
        Assert.Equal(sum.Shape, Shape.Broadcast(pair.Right, pair.Left));
    });

    [Fact]
    public void Sizes_that_differ_and_are_not_one_do_not_broadcast()
    {
        Assert.Null(Shape.Broadcast(Shape.Of(2, 3), Shape.Of(2)));
        Assert.Null(Shape.Broadcast(new Shape(N, 3), Shape.Of(2, 3)));
        Assert.Null(Shape.Broadcast(new Shape(N), new Shape(new Dimension("M"))));
    }

    [Fact]
    public void Symbolic_axis_broadcasts_with_itself_and_with_one()
    {
        Assert.Equal(new Shape(N, 3), Shape.Broadcast(new Shape(N, 3), new Shape(N, 1)));
        Assert.Equal(new Shape(N, 3), Shape.Broadcast(Shape.Of(1, 3), new Shape(N, 3)));
        Assert.Equal(new Shape(N, 3), Shape.Broadcast(new Shape(N, 3), Shape.Of(3)));
    }

    [Fact]
    public void Negative_axes_count_from_the_back()
    {
        Assert.Equal(1, Shape.Of(2, 3).Axis(-1));
        Assert.Equal(0, Shape.Of(2, 3).Axis(-2));
        Assert.Equal("Axis 2 is outside [2,3]: use -2 to 1.", Assert.Throws<GraphException>(() => Shape.Of(2, 3).Axis(2)).Message);
    }

    [Fact]
    public void Shapes_with_equal_dimensions_are_equal()
    {
        Assert.Equal(new Shape(N, 3), new Shape(N, 3));
        Assert.Equal(new Shape(N, 3).GetHashCode(), new Shape(N, 3).GetHashCode());
        Assert.NotEqual(new Shape(N, 3), Shape.Of(0, 3));
        Assert.NotEqual(Shape.Of(2, 3), Shape.Of(3, 2));
        Assert.NotEqual(Shape.Of(2), Shape.Of(2, 1));
    }

    [Fact]
    public void Scalar_has_one_element()
    {
        Assert.Equal(1, Shape.Scalar.ElementCount);
        Assert.Equal("[]", Shape.Scalar.ToString());
    }

    [Fact]
    public void Prints_symbols_and_sizes() => Assert.Equal("[N,3]", new Shape(N, 3).ToString());

    [Fact]
    public void Size_of_a_symbol_is_refused() => Assert.Equal(
        "The size of dimension 'N' is not known while the graph is built.",
        Assert.Throws<GraphException>(() => new Shape(N, 3).ElementCount).Message);

    [Fact]
    public void Negative_size_is_refused() => Assert.Equal(
        "A dimension must be 0 or more, found -1.", Assert.Throws<GraphException>(() => Shape.Of(2, -1)).Message);
}
