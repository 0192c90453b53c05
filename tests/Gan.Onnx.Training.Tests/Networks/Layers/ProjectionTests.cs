using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class ProjectionTests
{
    [Fact]
    public void Adds_the_product_with_the_label_s_vector_to_a_linear_logit()
    {
        var (_, y, pass) = LayerRun.AddLabelled(new Projection(2, 3), Shape.Of(2, 2), classes: 3);
        pass.Graph.Output("y", y);

        // x · (w + v of the label) + b, with w = (1, 10), b = 0.5 and v = (1, 0), (0, 1), (2, 2).
        var logits = GraphRun.Once(pass.Graph, [1, 2, 3, 4], [1, 10], [0.5], [1, 0, 0, 1, 2, 2], [0, 0, 1, 0, 1, 0])[0];

        Assert.Equal(Shape.Of(2, 1), logits.Shape);
        Assert.Equal([21.5 + 6, 43.5 + 4], logits.Elements);
    }

    [Fact]
    public void Rejects_another_number_of_features() => Assert.Equal(
        "Projection 'net.0': expects 2 features ([N,2]), x is [4,5]. Set 'in' to 5.",
        Assert.Throws<GraphException>(() => LayerRun.AddLabelled(new Projection(2, 3), Shape.Of(4, 5), classes: 3)).Message);

    [Theory]
    [InlineData(0, 2, "at.in must be 1 to 16777216, found 0.")]
    [InlineData(2, 1, "at.classes must be 2 to 65536, found 1.")]
    public void Rejects_sizes_out_of_range(int inputs, int classes, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => new Projection(inputs, classes).Validate("at")).Message);
}
