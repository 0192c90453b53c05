using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class DropoutTests
{
    [Fact]
    public void Multiplies_by_a_mask_from_outside_while_training()
    {
        var y = LayerRun.Execute(new Dropout(0.5), Shape.Of(2, 2), [1, 2, 3, 4], [0, 2, 2, 0]);

        Assert.Equal([0, 4, 6, 0], y.Elements);
    }

    [Fact]
    public void Declares_its_mask_under_the_layer_s_path()
    {
        var (_, _, pass) = LayerRun.Add(new Dropout(0.3), Shape.Of(4, 5));

        Assert.Equal(new DropoutMask("mask/net.0", Shape.Of(4, 5), Stream: 0, 0.3), Assert.Single(pass.Masks));
        Assert.Equal(["x", "mask/net.0"], pass.Graph.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Does_nothing_outside_training()
    {
        var (x, y, pass) = LayerRun.Add(new Dropout(0.3), Shape.Of(4, 5), training: false);

        Assert.Same(x, y);
        Assert.Empty(pass.Masks);
        Assert.Empty(pass.Graph.Nodes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    public void Rejects_a_probability_out_of_range(double p) => Assert.Equal(
        FormattableString.Invariant($"at.p must be at least 0 and below 1, found {p}."),
        Assert.Throws<PresetException>(() => new Dropout(p).Validate("at")).Message);

    [Fact]
    public void Accepts_a_probability_of_zero() => Assert.Null(Record.Exception(() => new Dropout(0).Validate("at")));
}
