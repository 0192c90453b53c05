using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Losses;

public class SoftmaxCrossEntropyTests
{
    private static readonly double[] OneHot = [0, 0, 1, 1, 0, 0];

    [Fact]
    public void Is_the_mean_negative_log_probability_of_the_right_class()
    {
        // −ln softmax: 0.4076059644443803 at (1, 2, 3)[2]; ln 3 at (0, 0, 0)[0].
        var loss = Run([1, 2, 3, 0, 0, 0]).Loss;

        Assert.Equal((0.4076059644443803 + Math.Log(3)) / 2, loss, 1e-12);
    }

    [Fact]
    public void Gradient_is_the_probability_minus_one_hot_over_the_batch()
    {
        // softmax(1, 2, 3) = 0.09003057317038, 0.24472847105479765, 0.6652409557748219
        double[] expected = [0.09003057317038, 0.24472847105479765, 0.6652409557748219 - 1, (1 / 3.0) - 1, 1 / 3.0, 1 / 3.0];

        var gradient = Run([1, 2, 3, 0, 0, 0]).Gradient;

        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First / 2, pair.Second, 1e-12));
    }

    [Fact]
    public void Logits_beyond_the_exponential_s_range_are_no_trouble()
    {
        var (loss, gradient) = Run([0, 0, 1e6, -1e6, 1e6, 0]);

        Assert.Equal(1e6, loss, 1e-6);
        Assert.Equal([0, 0, 0, -0.5, 0.5, 0], gradient);
    }

    [Fact]
    public void Is_differentiable_twice()
    {
        double[,] oneHot = { { 0, 0, 1 }, { 1, 0, 0 } };
        var @case = new GraphCase(
            "cross-entropy",
            ElementType.Double,
            x => SoftmaxCrossEntropy.Of(x[0], x[0].Graph.Matrix(oneHot, ElementType.Double)),
            [Sample.Any(2, 3)]);

        GradientCheck.Verify(@case, order: 1);
        GradientCheck.Verify(@case, order: 2);
    }

    private static (double Loss, double[] Gradient) Run(double[] logits)
    {
        var graph = new GraphBuilder("loss");
        var x = graph.Input("x", Shape.Of(2, 3), ElementType.Double);
        var loss = SoftmaxCrossEntropy.Of(x, graph.Input("one_hot", Shape.Of(2, 3), ElementType.Double));
        graph.Output("loss", loss);
        graph.Output("gradient", Gradients.Of(loss, [x])[0]);
        var results = GraphRun.Once(graph, logits, OneHot);
        return (results[0].Elements[0], results[1].Elements);
    }
}
