using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Losses;

public class RelativisticTests
{
    // log1p(exp(x)) of the differences in Python
    [Fact]
    public void Discriminator_s_loss_is_right() =>
        Assert.Equal(1.411348569754128, LossRun.Discriminator(new Relativistic(), LossRun.Real, LossRun.Fake).Loss, 5e-7);

    [Fact]
    public void Generator_s_loss_is_right() =>
        Assert.Equal(1.161348569754128, LossRun.Generator(new Relativistic(), LossRun.Real, LossRun.Fake).Loss, 5e-7);

    [Theory]
    [InlineData(10000.0, -10000.0, 0, 0, 0)]
    [InlineData(-10000.0, 10000.0, 20000.0, -1, 1)]
    [InlineData(10, 0, 4.539889921686465e-05, -4.5397868702434395e-05, 4.5397868702434395e-05)]
    public void Extreme_logits_give_the_discriminator_the_right_loss_and_gradients(
        double real, double fake, double expected, double realGradient, double fakeGradient)
    {
        var actual = LossRun.Discriminator(new Relativistic(), [real], [fake]);

        Assert.Equal(expected, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(realGradient, actual.RealGradient[0], 1e-6 * Math.Max(1, Math.Abs(realGradient)));
        Assert.Equal(fakeGradient, actual.FakeGradient[0], 1e-6 * Math.Max(1, Math.Abs(fakeGradient)));
    }

    [Theory]
    [InlineData(10000.0, -10000.0, 20000.0, 1, -1)]
    [InlineData(-10000.0, 10000.0, 0, 0, 0)]
    public void Extreme_logits_give_the_generator_the_right_loss_and_gradients(
        double real, double fake, double expected, double realGradient, double fakeGradient)
    {
        var actual = LossRun.Generator(new Relativistic(), [real], [fake]);

        Assert.Equal(expected, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(realGradient, actual.RealGradient[0], 1e-6 * Math.Max(1, Math.Abs(realGradient)));
        Assert.Equal(fakeGradient, actual.FakeGradient[0], 1e-6 * Math.Max(1, Math.Abs(fakeGradient)));
    }

    [Fact]
    public void Generator_compares_with_real_items() => Assert.True(new Relativistic().GeneratorNeedsReal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_are_right(int order)
    {
        var loss = new Relativistic();

        GradientCheck.Verify(
            new GraphCase("discriminator", ElementType.Float, x => loss.Discriminator(x[0], x[1]), Sample.Any(4, 1), Sample.Any(4, 1)),
            order);
        GradientCheck.Verify(
            new GraphCase("generator", ElementType.Float, x => loss.Generator(x[1], x[0]), Sample.Any(4, 1), Sample.Any(4, 1)), order);
    }
}
