using CsCheck;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Losses;

public class BceWithLogitsTests
{
    private static readonly double[] Real = [2, -0.5, 0], Fake = [-1, 0.25, 3];

    // mean(max(x, 0) - x t + log1p(exp(-|x|))) in NumPy
    [Theory]
    [InlineData(1, 0, 1.9939802115846108)]
    [InlineData(0.9, 0, 2.0439802115846106)]
    [InlineData(0.9, 0.1, 1.9689802115846111)]
    public void Discriminator_minimises_the_sum_of_two_means(double realTarget, double fakeTarget, double expected)
    {
        var graph = new GraphBuilder("loss");
        var loss = new BceWithLogits(realTarget, fakeTarget, 1);
        graph.Output("loss", loss.Discriminator(graph.Input("real", Shape.Of(3, 1)), graph.Input("fake", Shape.Of(3, 1))));

        var result = GraphRun.Once(graph, Real, Fake)[0];

        Assert.Equal(Shape.Scalar, result.Shape);
        Assert.Equal(expected, result.Elements[0], 5e-7);
    }

    [Theory]
    [InlineData(1, 0.6459294863236028)]
    [InlineData(0.7, 0.870929486323603)]
    public void Generator_minimises_the_mean_against_its_target(double target, double expected) =>
        Assert.Equal(expected, Generator(target, Fake).Loss, 5e-7);

    [Theory]
    [InlineData(1, 100, 0, 0)]
    [InlineData(1, -100, 100, -1)]
    [InlineData(1, 1e4, 0, 0)]
    [InlineData(1, -1e4, 1e4, -1)]
    [InlineData(0, 100, 100, 1)]
    [InlineData(0, -100, 0, 0)]
    [InlineData(0, 1e4, 1e4, 1)]
    [InlineData(0.9, 100, 10, 0.1)]
    [InlineData(0.9, -100, 90, -0.9)]
    [InlineData(0.9, 1e4, 1000, 0.1)]
    [InlineData(0.9, -1e4, 9000, -0.9)]
    public void Extreme_logits_give_the_right_loss_and_gradient(double target, double logit, double loss, double gradient)
    {
        var actual = Generator(target, [logit]);

        Assert.Equal(loss, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(loss)));
        Assert.Equal(gradient, actual.Gradient[0], 1e-6);
    }

    /// <summary>ln(1 + e⁻¹⁰): subtracting the logit from its softplus would leave one digit.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(0, -10)]
    public void Small_loss_keeps_its_digits(double target, double logit) =>
        Assert.Equal(4.539889921686465e-05, Generator(target, [logit]).Loss, 1e-10);

    [Fact]
    public void Is_the_cross_entropy_of_the_probabilities() =>
        Gen.Select(Gen.Int[-700, 700], Gen.Int[0, 100]).Sample(iter: 30, assert: (logitPercent, targetPercent) =>
        {
            var (logit, target) = (logitPercent / 100.0, targetPercent / 100.0);
            var probability = 1 / (1 + Math.Exp(-logit));
            var expected = -(target * Math.Log(probability)) - ((1 - target) * Math.Log(1 - probability));
            var actual = Generator(target, [logit]);
            Assert.Equal(expected, actual.Loss, 2e-6);
            Assert.Equal(probability - target, actual.Gradient[0], 1e-6);
        });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    [InlineData(0.9, 1)]
    [InlineData(0.9, 2)]
    public void Gradients_are_right(double target, int order)
    {
        var loss = new BceWithLogits(target, FakeTarget: 0, GeneratorTarget: 1);

        GradientCheck.Verify(
            new GraphCase($"target {target}", ElementType.Float, x => loss.Discriminator(x[0], x[1]), Sample.Any(4, 1), Sample.Any(4, 1)),
            order);
    }

    [Theory]
    [InlineData(1.1, 0, 1, "loss.realTarget must be 0 to 1, found 1.1.")]
    [InlineData(1, -0.5, 1, "loss.fakeTarget must be 0 to 1, found -0.5.")]
    [InlineData(1, 0, double.NaN, "loss.generatorTarget must be 0 to 1, found NaN.")]
    public void Targets_out_of_range_are_refused(double real, double fake, double generator, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => new BceWithLogits(real, fake, generator).Validate("loss")).Message);

    private static (double Loss, double[] Gradient) Generator(double target, double[] logits)
    {
        var graph = new GraphBuilder("loss");
        var x = graph.Input("logits", Shape.Of(logits.Length, 1));
        var loss = new BceWithLogits(1, 0, target).Generator(x, null);
        graph.Output("loss", loss);
        graph.Output("gradient", Gradients.Of(loss, [x])[0]);
        var results = GraphRun.Once(graph, logits);
        return (results[0].Elements[0], results[1].Elements);
    }
}
