using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class ResidualTests
{
    private static readonly PaddingRule One = new(Same: false, Zeros: 1);

    public static TheoryData<int, string, int> Gradients => new()
    {
        { 2, "gemm", 1 }, { 2, "gemm", 2 }, { 2, "conv", 1 }, { 2, "conv", 2 }, { 3, "gemm", 1 }, { 3, "gemm", 2 }, { 3, "conv", 2 },
    };

    [Fact]
    public void Adds_what_its_layers_make_to_the_input()
    {
        var block = new Residual(1, 1, [new ReLU(), new Conv2d(1, 1, 1, 1, default, Bias: true)]);

        // x + 2 · max(0, x) + 1
        var y = LayerRun.Execute(block, Shape.Of(1, 2, 2, 1), [-1, 0, 2, 3], [2], [1]);

        Assert.Equal([0, 1, 7, 10], y.Elements);
    }

    [Fact]
    public void Weighs_the_channels_of_the_input_where_their_number_changes()
    {
        var block = new Residual(2, 1, [new Conv2d(2, 1, 1, 1, default, Bias: false)]);

        // (x₁ + x₂) + (10 x₁ + 100 x₂)
        var y = LayerRun.Execute(block, Shape.Of(1, 1, 2, 2), [1, 2, 3, 4], [1, 1], [10, 100]);

        Assert.Equal([213, 437], y.Elements);
    }

    [Fact]
    public void Parameters_bear_the_names_of_the_PyTorch_module()
    {
        var block = Block(3);

        Assert.Equal(
            ["layers.1.weight", "layers.1.bias", "layers.3.weight", "layers.3.bias", "shortcut.weight"],
            block.DeclareParameters().Select(spec => spec.Name));
        Assert.Equal(4, Block(2).DeclareParameters().Count);
    }

    [Theory]
    [MemberData(nameof(Gradients))]
    public void Gradients_are_those_of_the_difference_quotient(int channels, string lowering, int order)
    {
        var block = Block(channels);
        long[] maps = lowering == "gemm" ? [2, 3, 4, 2] : [2, 2, 3, 4];
        var function = new GraphCase(
            "residual",
            ElementType.Float,
            inputs =>
            {
                var parameters = block.DeclareParameters().Zip(inputs.Skip(1))
                    .ToDictionary(pair => $"net.0.{pair.First.Name}", pair => pair.Second);
                var pass = new ForwardPass(
                    inputs[0].Graph, parameters, PassMode.Training, lowering == "gemm" ? Lowering.Gemm : Lowering.Conv);
                return block.Forward(new LayerContext(pass, "net.0"), inputs[0]);
            },
            [Sample.Any(maps).Between(-1, 1), .. block.DeclareParameters().Select(spec => new Sample(spec.Shape).Between(-0.5, 0.5))]);

        GradientCheck.Verify(function, order);
    }

    [Fact]
    public void What_inner_layers_have_beside_parameters_is_the_blocks()
    {
        var block = new Residual(2, 2, [
            new BatchNorm2d(2, 1e-5, Scale: true, Shift: true), new SpectralNorm(new Conv2d(2, 2, 3, 1, One, Bias: false))]);

        Assert.True(block.MixesBatch);
        Assert.Null(block.LabelClasses);
        Assert.Equal(
            [new StatisticSpec("layers.0.running_mean", Shape.Of(2)), new("layers.0.running_var", Shape.Of(2), "layers.0.running_mean")],
            block.DeclareStatistics());
        Assert.Equal([new BufferSpec("layers.1.u", Shape.Of(2))], block.DeclareBuffers());
    }

    [Fact]
    public void Refuses_layers_that_change_the_size() => Assert.StartsWith(
        "Residual 'net.0': its layers make [1,2,2,1], and [1,4,4,1] is what they must make.",
        Assert.Throws<GraphException>(
            () => LayerRun.Add(new Residual(1, 1, [new Conv2d(1, 1, 2, 2, default, Bias: false)]), Shape.Of(1, 4, 4, 1))).Message);

    [Fact]
    public void Refuses_a_block_of_nothing_and_checks_what_is_in_it()
    {
        Assert.Equal(
            "at.layers must hold at least one layer, found none.",
            Assert.Throws<PresetException>(() => new Residual(1, 1, []).Validate("at")).Message);
        Assert.StartsWith(
            "at.layers.0.negativeSlope must be",
            Assert.Throws<PresetException>(() => new Residual(1, 1, [new LeakyReLU(2)]).Validate("at")).Message);
    }

    private static Residual Block(int channels) => new(2, channels, [
        new Tanh(), new Conv2d(2, 4, 3, 1, One, Bias: true), new Tanh(), new Conv2d(4, channels, 3, 1, One, Bias: true)]);
}
