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
                "step_size", "inverse_root_bias_correction2",
                "net.0.weight", "gradient/net.0.weight", "net.0.weight.exp_avg", "net.0.weight.exp_avg_sq",
                "net.0.bias", "gradient/net.0.bias", "net.0.bias.exp_avg", "net.0.bias.exp_avg_sq",
            ],
            graph.Inputs.Select(input => input.Name));
        Assert.Equal(
            [
                "new/net.0.weight", "new/net.0.weight.exp_avg", "new/net.0.weight.exp_avg_sq",
                "new/net.0.bias", "new/net.0.bias.exp_avg", "new/net.0.bias.exp_avg_sq", "check",
            ],
            graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void Follows_the_paper()
    {
        var graph = OptimizerGraph.Build(_network, _adam);
        double[][] scalars = [.. _adam.StepScalars(1).Select(scalar => new[] { (double)scalar.Value })];

        // First step of algorithm 1 in double precision, as in AdamTests.
        var results = GraphRun.Once(graph, [.. scalars, [1, 2], [1, -2], [0, 0], [0, 0], [-3], [0], [0], [0]]);

        Assert.Equal(0.900000001, results[0].Elements[0], 1e-6);
        Assert.Equal(2.0999999995, results[0].Elements[1], 1e-6);
        Assert.Equal([0.5, -1], results[1].Elements);
        Assert.Equal(0.1, results[2].Elements[0], 1e-7);
        Assert.Equal(0.4, results[2].Elements[1], 1e-7);
        Assert.Equal([-3], results[3].Elements);
    }
}
