using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs;

public class GraphBuilderTests
{
    private readonly GraphBuilder _graph = new("test");

    [Fact]
    public void Second_input_of_the_same_name_is_refused()
    {
        _graph.Input("x", Shape.Of(2));

        Refused("The name 'x' is taken in graph 'test'. Use another.", () => _graph.Input("x", Shape.Of(3)));
    }

    [Fact]
    public void Output_under_the_name_of_an_input_is_refused()
    {
        var x = _graph.Input("x", Shape.Of(2));

        Refused("The name 'x' is taken in graph 'test'. Use another.", () => _graph.Output("x", x.Tanh()));
    }

    [Fact]
    public void Output_of_a_value_of_another_graph_is_refused()
    {
        var foreign = new GraphBuilder("other").Input("x", Shape.Of(2));

        Refused("'x' belongs to graph 'other', not to 'test'. Build both in one GraphBuilder.", () => _graph.Output("y", foreign));
    }

    [Fact]
    public void Operand_of_another_graph_is_refused()
    {
        var (x, foreign) = (_graph.Input("x", Shape.Of(2)), new GraphBuilder("other").Input("y", Shape.Of(2)));

        Refused("'y' belongs to graph 'other', not to 'test'. Build both in one GraphBuilder.", () => x + foreign);
    }

    [Fact]
    public void Initializer_with_too_few_elements_is_refused() => Refused(
        "Initializer 'w': shape [2,3] takes 6 elements, got 5.", () => _graph.Initializer<float>("w", Shape.Of(2, 3), new float[5]));

    [Fact]
    public void Initializer_of_an_unsupported_type_is_refused() => Refused(
        "Initializer 'w': element type Int16 is not supported. Use float, double, long, byte or bool.",
        () => _graph.Initializer<short>("w", Shape.Of(1), new short[1]));

    [Fact]
    public void Mistake_inside_a_scope_names_the_scope()
    {
        var (x, y) = (_graph.Input("x", Shape.Of(2)), _graph.Input("y", Shape.Of(3)));
        using (_graph.Scope("generator.0"))
        using (_graph.Scope("inner"))
        {
            Refused("'generator.0/inner': Add: 'x' Float [2] and 'y' Float [3] cannot be broadcast together: "
                + "types must be equal, and trailing dimensions equal or 1.", () => x + y);
        }
    }

    [Fact]
    public void Nodes_are_named_after_their_scope_and_numbered()
    {
        var x = _graph.Input("x", Shape.Of(2));
        var outside = x.Tanh();
        Value first, second;
        using (_graph.Scope("generator.0"))
        {
            (first, second) = (x.Tanh(), x.Tanh());
        }

        Assert.Equal(
            ["Tanh_1", "generator.0/Tanh_1", "generator.0/Tanh_2", "Tanh_2"],
            new[] { outside, first, second, x.Tanh() }.Select(value => value.Name));
    }

    [Fact]
    public void Equal_constants_are_stored_once()
    {
        Assert.Same(_graph.Scalar(2), _graph.Scalar(2));
        Assert.Same(_graph.Integers(1, 2), _graph.Integers(1, 2));
        Assert.NotSame(_graph.Scalar(2), _graph.Scalar(2, ElementType.Double));
        Assert.NotSame(_graph.Scalar(0), _graph.Scalar(-0.0));
        Assert.NotSame(_graph.Integers(1), _graph.Integers(1, 1));
        Assert.Equal(7, _graph.Initializers.Count);
    }

    [Fact]
    public void Scalar_of_integers_is_refused() => Refused(
        "Scalar: element type Int64 is not supported. Use Float or Double.", () => _graph.Scalar(1, ElementType.Int64));

    private static void Refused(string message, Func<object> action) =>
        Assert.Equal(message, Assert.Throws<GraphException>(action).Message);

    private static void Refused(string message, Action action) => Assert.Equal(message, Assert.Throws<GraphException>(action).Message);
}
