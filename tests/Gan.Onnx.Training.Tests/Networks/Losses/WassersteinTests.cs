using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Losses;

public class WassersteinTests
{
    // fake mean 0.75, real mean 0.5
    [Fact]
    public void Discriminator_s_loss_is_right() =>
        Assert.Equal(0.25, LossRun.Discriminator(new Wasserstein(), LossRun.Real, LossRun.Fake).Loss, 5e-7);

    [Fact]
    public void Generator_s_loss_is_right() =>
        Assert.Equal(-0.75, LossRun.Generator(new Wasserstein(), LossRun.Real, LossRun.Fake).Loss, 5e-7);

    [Theory]
    [InlineData(10000.0, -10000.0, -20000.0, -1, 1)]
    [InlineData(-10000.0, 10000.0, 20000.0, -1, 1)]
    public void Extreme_logits_give_the_discriminator_the_right_loss_and_gradients(
        double real, double fake, double expected, double realGradient, double fakeGradient)
    {
        var actual = LossRun.Discriminator(new Wasserstein(), [real], [fake]);

        Assert.Equal(expected, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(realGradient, actual.RealGradient[0], 1e-6 * Math.Max(1, Math.Abs(realGradient)));
        Assert.Equal(fakeGradient, actual.FakeGradient[0], 1e-6 * Math.Max(1, Math.Abs(fakeGradient)));
    }

    [Theory]
    [InlineData(0, 10000.0, -10000.0, 0, -1)]
    public void Extreme_logits_give_the_generator_the_right_loss_and_gradients(
        double real, double fake, double expected, double realGradient, double fakeGradient)
    {
        var actual = LossRun.Generator(new Wasserstein(), [real], [fake]);

        Assert.Equal(expected, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(realGradient, actual.RealGradient[0], 1e-6 * Math.Max(1, Math.Abs(realGradient)));
        Assert.Equal(fakeGradient, actual.FakeGradient[0], 1e-6 * Math.Max(1, Math.Abs(fakeGradient)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_are_right(int order)
    {
        var loss = new Wasserstein();

        GradientCheck.Verify(
            new GraphCase("discriminator", ElementType.Float, x => loss.Discriminator(x[0], x[1]), Sample.Any(4, 1), Sample.Any(4, 1)),
            order);
        GradientCheck.Verify(
            new GraphCase("generator", ElementType.Float, x => loss.Generator(x[1], x[0]), Sample.Any(4, 1), Sample.Any(4, 1)), order);
    }
}
