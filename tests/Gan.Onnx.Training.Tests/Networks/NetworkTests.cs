using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Tests.Networks;

public class NetworkTests
{
    private static readonly InitializerOptions WeightsOnly = new(new UniformFanIn(), new Zeros());
    private static readonly RandomStream Random = new(Seed: 3, Stream: 101);

    [Fact]
    public void Parameters_are_named_by_the_layer_s_position_as_in_Sequential()
    {
        var network = Build(new Linear(2, 3), new ReLU(), new Linear(3, 1));

        Assert.Equal(["net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias"], network.Parameters.Select(spec => spec.Name));
        Assert.Equal([Shape.Of(3, 2), Shape.Of(3), Shape.Of(1, 3), Shape.Of(1)], network.Parameters.Select(spec => spec.Shape));
    }

    [Fact]
    public void Nodes_are_named_after_their_layer()
    {
        var (graph, _) = Forward(Build(new Linear(2, 3), new ReLU()), training: true);

        Assert.Equal(["net.0/Gemm_1", "net.1/Relu_1"], graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Masks_come_in_the_order_of_the_layers()
    {
        var (graph, pass) = Forward(Build(new Dropout(0.1), new Linear(2, 3), new Dropout(0.2)), training: true);

        Assert.Equal(["mask/net.0", "mask/net.2"], pass.Masks.Select(mask => mask.Name));
        Assert.Equal([Shape.Of(5, 2), Shape.Of(5, 3)], pass.Masks.Select(mask => mask.Shape));
        Assert.Equal(3, graph.Nodes.Count);
    }

    [Fact]
    public void Evaluation_has_no_masks()
    {
        var (graph, pass) = Forward(Build(new Dropout(0.1), new Linear(2, 3), new Dropout(0.2)), training: false);

        Assert.Empty(pass.Masks);
        Assert.Equal("Gemm", Assert.Single(graph.Nodes).Operator.OpType);
    }

    [Fact]
    public void Layers_that_do_not_fit_together_are_refused_by_path() => Assert.Equal(
        "Linear 'net.2': expects 4 features ([N,4]), x is [5,3]. Set 'in' to 3.",
        Assert.Throws<GraphException>(() => Forward(Build(new Linear(2, 3), new ReLU(), new Linear(4, 1)), training: true)).Message);

    [Fact]
    public void Weights_and_biases_start_from_their_own_initializers()
    {
        var network = Build(new Linear(2, 3));
        float[] weight = [9, 9, 9, 9, 9, 9], bias = [9, 9, 9];

        network.Initialize(0, weight, Random);
        network.Initialize(1, bias, Random);

        Assert.All(weight, element => Assert.InRange(Math.Abs(element), 1e-9, Math.Sqrt(0.5)));
        Assert.Equal([0, 0, 0], bias);
    }

    [Fact]
    public void Two_layers_of_one_shape_start_from_different_values()
    {
        var network = Build(new Linear(2, 2), new Linear(2, 2));
        float[] first = new float[4], second = new float[4];

        network.Initialize(0, first, Random);
        network.Initialize(2, second, Random);

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Network_without_layers_is_refused() => Assert.Equal(
        "net.layers must hold at least one layer, found none.",
        Assert.Throws<PresetException>(() => new NetworkOptions(WeightsOnly, []).Validate("net")).Message);

    [Fact]
    public void Number_out_of_range_is_refused_by_path() => Assert.Equal(
        "net.layers.1.p must be at least 0 and below 1, found 1.",
        Assert.Throws<PresetException>(() => new NetworkOptions(WeightsOnly, [new ReLU(), new Dropout(1)]).Validate("net")).Message);

    private static Network Build(params Layer[] layers) => new("net", new NetworkOptions(WeightsOnly, layers));

    private static (GraphBuilder Graph, ForwardPass Pass) Forward(Network network, bool training)
    {
        var graph = new GraphBuilder("network");
        var parameters = network.Parameters.ToDictionary(spec => spec.Name, spec => graph.Input(spec.Name, spec.Shape));
        var pass = new ForwardPass(graph, parameters, training ? PassMode.Training : PassMode.Inference);
        network.Forward(pass, graph.Input("x", Shape.Of(5, 2)));
        return (graph, pass);
    }
}
