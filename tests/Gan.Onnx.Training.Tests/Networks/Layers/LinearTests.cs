using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class LinearTests
{
    [Fact]
    public void Multiplies_by_the_transposed_weight_and_adds_the_bias()
    {
        var y = LayerRun.Execute(new Linear(2, 3), Shape.Of(2, 2), [1, 2, 3, 4], [1, 0, 0, 1, 1, 1], [10, 20, 30]);

        Assert.Equal(Shape.Of(2, 3), y.Shape);
        Assert.Equal([11, 22, 33, 13, 24, 37], y.Elements);
    }

    [Fact]
    public void Declares_weight_and_bias_in_the_order_and_shape_of_PyTorch() => Assert.Equal(
        [
            new ParameterSpec("weight", Shape.Of(3, 2), ParameterRole.Weight, new Fan(2, 3)),
            new ParameterSpec("bias", Shape.Of(3), ParameterRole.Bias, new Fan(2, 3)),
        ],
        new Linear(2, 3).DeclareParameters());

    [Fact]
    public void Keeps_a_symbolic_batch() =>
        Assert.Equal(new Shape(new Dimension("N"), 3), LayerRun.Add(new Linear(2, 3), new Shape(new Dimension("N"), 2)).Y.Shape);

    [Fact]
    public void Rejects_another_number_of_features() => Assert.Equal(
        "Linear 'net.0': expects 2 features ([N,2]), x is [4,5]. Set 'in' to 5.",
        Assert.Throws<GraphException>(() => LayerRun.Add(new Linear(2, 3), Shape.Of(4, 5))).Message);

    [Fact]
    public void Rejects_an_input_that_is_not_flat() => Assert.Equal(
        "Linear 'net.0': expects 2 features ([N,2]), x is [4,1,2]. Set 'in' to the number of features of a flat input.",
        Assert.Throws<GraphException>(() => LayerRun.Add(new Linear(2, 3), Shape.Of(4, 1, 2))).Message);

    [Theory]
    [InlineData(0, 3, "at.in must be 1 to 16777216, found 0.")]
    [InlineData(2, -1, "at.out must be 1 to 16777216, found -1.")]
    public void Rejects_sizes_out_of_range(int inputs, int outputs, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => new Linear(inputs, outputs).Validate("at")).Message);
}
