using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

public class GradientsTests
{
    private readonly GraphBuilder _graph = new("test");

    [Fact]
    public void Input_that_the_root_does_not_depend_on_gets_zeros()
    {
        var (x, unused) = (Vector("x", 2), _graph.Input("unused", Shape.Of(2, 3), ElementType.Double));

        var gradient = Run(x.ReduceSum(), [x, unused], [1, 2], [1, 1, 1, 1, 1, 1])[1];

        Assert.Equal(Shape.Of(2, 3), gradient.Shape);
        Assert.Equal(new double[6], gradient.Elements);
    }

    [Fact]
    public void Gradients_of_all_uses_of_a_tensor_are_added()
    {
        var x = Vector("x", 2);

        // d/dx (x³ + 2x) = 3x² + 2
        var gradient = Run(((x * x * x) + (2 * x)).ReduceSum(), [x], [1, -2])[0];

        Assert.Equal([5, 14], gradient.Elements);
    }

    [Fact]
    public void Root_is_its_own_gradient_of_one()
    {
        var root = Vector("x", 2).ReduceSum();

        Assert.Equal([1], Run(root, [root], [3, 4])[0].Elements);
    }

    [Fact]
    public void Intermediate_tensor_gets_a_gradient_as_inputs_do()
    {
        var x = Vector("x", 2);
        var square = x * x;

        var gradients = Run((square * 5).ReduceSum(), [square, x], [1, -2]);

        Assert.Equal([5, 5], gradients[0].Elements);
        Assert.Equal([10, -20], gradients[1].Elements);
    }

    [Fact]
    public void Same_input_twice_gets_its_whole_gradient_twice()
    {
        var x = Vector("x", 1);

        Assert.All(Run((x * x).ReduceSum(), [x, x], [3]), gradient => Assert.Equal([6], gradient.Elements));
    }

    [Fact]
    public void Incoming_gradient_replaces_the_one_of_a_scalar_root()
    {
        var (x, incoming) = (Vector("x", 2), Vector("incoming", 2));

        var gradient = Gradients.Of(x * x, [x], incoming)[0];

        _graph.Output("gradient", gradient);
        Assert.Equal([200, 12_000], GraphRun.Once(_graph, [1, 2], [100, 3000])[0].Elements);
    }

    [Fact]
    public void Detached_tensor_lets_no_gradient_through()
    {
        var x = Vector("x", 2);

        // d/dx (x · const) where the constant happens to be x²
        var gradient = Run((x * (x * x).Detach()).ReduceSum(), [x], [3, -2])[0];

        Assert.Equal([9, 4], gradient.Elements);
    }

    [Fact]
    public void Detached_tensor_is_an_input_like_any_other()
    {
        var detached = Vector("x", 2).Detach();

        Assert.Equal([6, 8], Run((detached * detached).ReduceSum(), [detached], [3, 4])[0].Elements);
    }

    [Fact]
    public void Gradient_penalty_of_a_quadratic_form_is_exact()
    {
        // f = xᵀAx, ∇f = (A + Aᵀ)x, p = |∇f|², ∇p = 2(A + Aᵀ)²x
        var (x, a) = (_graph.Input("x", Shape.Of(1, 2), ElementType.Double), _graph.Input("a", Shape.Of(2, 2), ElementType.Double));
        var f = x.Gemm(a).Gemm(x, transB: true).Reshape(Shape.Scalar);
        var gradient = Gradients.Of(f, [x])[0];

        var penalty = Run((gradient * gradient).ReduceSum(), [x], [1, -1], [1, 2, 0, 3])[0];

        // A + Aᵀ = [[2, 2], [2, 6]]; its square = [[8, 16], [16, 40]]
        Assert.Equal([-16, -48], penalty.Elements);
    }

    [Fact]
    public void Nothing_is_added_for_what_does_not_lead_to_an_input()
    {
        var (x, y) = (Vector("x", 2), Vector("y", 2));
        var root = (x + (y.Tanh() * y.Sigmoid())).ReduceSum();
        var before = _graph.Nodes.Count;

        Gradients.Of(root, [x]);

        // The gradient of the sum: one repeated 1.
        Assert.Equal(before + 1, _graph.Nodes.Count);
    }

    private Value Vector(string name, long size) => _graph.Input(name, Shape.Of(size), ElementType.Double);

    private IReadOnlyList<Tensor> Run(Value root, Value[] inputs, params double[][] feeds)
    {
        var gradients = Gradients.Of(root, inputs);
        for (var i = 0; i < gradients.Count; i++)
        {
            _graph.Output($"gradient{i}", gradients[i]);
        }

        return GraphRun.Once(_graph, feeds);
    }
}
