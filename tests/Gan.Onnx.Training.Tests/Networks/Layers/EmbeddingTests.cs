using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class EmbeddingTests
{
    [Fact]
    public void Appends_the_row_of_the_label()
    {
        var (_, y, pass) = LayerRun.AddLabelled(new Embedding(3, 2), Shape.Of(2, 1), classes: 3);
        pass.Graph.Output("y", y);

        var joined = GraphRun.Once(pass.Graph, [7, 8], [1, 2, 3, 4, 5, 6], [0, 0, 1, 1, 0, 0])[0];

        Assert.Equal(Shape.Of(2, 3), joined.Shape);
        Assert.Equal([7, 5, 6, 8, 1, 2], joined.Elements);
    }

    [Fact]
    public void Starts_from_the_standard_normal_distribution_whatever_the_network_s_initializers()
    {
        var network = new Network("net", new NetworkOptions(new InitializerOptions(new Zeros(), new Zeros()), [new Embedding(100, 100)]));
        var weight = new float[10_000];

        network.Initialize(0, weight, new RandomStream(1, 1));

        Assert.Equal(0, weight.Average(), 0.05);
        Assert.Equal(1, weight.Average(value => value * value), 0.05);
    }

    [Fact]
    public void Refuses_items_without_labels() => Assert.Equal(
        "'net.0' looks at labels of 3 classes, the items' are not given. Make both equal.",
        Assert.Throws<GraphException>(() => LayerRun.Add(new Embedding(3, 2), Shape.Of(2, 1))).Message);

    [Fact]
    public void Refuses_labels_of_other_classes() => Assert.Equal(
        "'net.0' looks at labels of 3 classes, the items' are [2,4]. Make both equal.",
        Assert.Throws<GraphException>(() => LayerRun.AddLabelled(new Embedding(3, 2), Shape.Of(2, 1), classes: 4)).Message);

    [Fact]
    public void Refuses_maps() => Assert.Equal(
        "Embedding 'net.0': joins flat items [N, F], x is [2,1,4,4]. Put it before the Unflatten, or after a Flatten.",
        Assert.Throws<GraphException>(() => LayerRun.AddLabelled(new Embedding(3, 2), Shape.Of(2, 1, 4, 4), classes: 3)).Message);

    [Theory]
    [InlineData(1, 2, "at.classes must be 2 to 65536, found 1.")]
    [InlineData(2, 0, "at.features must be 1 to 65536, found 0.")]
    public void Rejects_sizes_out_of_range(int classes, int features, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => new Embedding(classes, features).Validate("at")).Message);
}
