using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class OptimizerGraphTests
{
    private readonly Network _network = new(
        "net", new NetworkOptions(new InitializerOptions(new Zeros(), new Zeros()), [new Linear(2, 1)]));
    private readonly Adam _adam = new(LearningRate: 0.1, Beta1: 0.5, Beta2: 0.9, Epsilon: 1e-8);

    [Fact]
    public void Takes_values_gradients_states_and_scalars_and_gives_new_values_and_states()
    {
        var graph = OptimizerGraph.Build(_network, _adam);

        Assert.Equal(
            [
                "step_size", "inverse_root_bias_correction2", "net", "gradient/net", "net.exp_avg", "net.exp_avg_sq",
            ],
            graph.Inputs.Select(input => input.Name));
        Assert.Equal(["new/net", "new/net.exp_avg", "new/net.exp_avg_sq", "check"], graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void Is_as_large_for_many_layers_as_for_one()
    {
        var deep = new Network(
            "net", new NetworkOptions(new InitializerOptions(new Zeros(), new Zeros()), [new Linear(2, 3), new Linear(3, 1)]));

        Assert.Equal(OptimizerGraph.Build(_network, _adam).Nodes.Count, OptimizerGraph.Build(deep, _adam).Nodes.Count);
    }

    [Fact]
    public void Of_a_network_without_parameters_finds_nothing_wrong()
    {
        var none = new Network("net", new NetworkOptions(new InitializerOptions(new Zeros(), new Zeros()), [new Tanh()]));

        Assert.Equal([0], GraphRun.Once(OptimizerGraph.Build(none, _adam), [[1], [1]]).Single().Elements);
    }

    [Fact]
    public void Follows_the_paper()
    {
        var graph = OptimizerGraph.Build(_network, _adam);
        double[][] scalars = [.. _adam.StepScalars(1).Select(scalar => new[] { (double)scalar.Value })];

        // First step of algorithm 1 in double precision, as in AdamTests.
        // The block is the weight [1, 2], the bias -3 and, between them, what aligns the bias.
        var results = GraphRun.Once(graph, [.. scalars, Block(1, 2, -3), Block(1, -2, 0), Block(0, 0, 0), Block(0, 0, 0)]);

        Assert.Equal(Block(0.900000001, 2.0999999995, -3), results[0].Elements, Within(1e-6));
        Assert.Equal(Block(0.5, -1, 0), results[1].Elements);
        Assert.Equal(Block(0.1, 0.4, 0), results[2].Elements, Within(1e-7));
        Assert.Equal([0], results[3].Elements);
    }

    private static double[] Block(double weight0, double weight1, double bias)
    {
        var block = new double[32];
        (block[0], block[1], block[16]) = (weight0, weight1, bias);
        return block;
    }

    private static Func<double, double, bool> Within(double tolerance) => (expected, actual) => Math.Abs(expected - actual) <= tolerance;
}
