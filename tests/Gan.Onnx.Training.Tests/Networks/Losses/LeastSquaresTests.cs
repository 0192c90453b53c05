using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Losses;

public class LeastSquaresTests
{
    // real (1 + 2.25 + 1) / 6 each time; fake by hand likewise
    [Theory]
    [InlineData(1, 0, 1, 14.3125 / 6, 8.5625 / 6)]
    [InlineData(1, -1, 0, 21.8125 / 6, 10.0625 / 6)]
    public void Losses_are_half_the_mean_squares(double real, double fake, double generator, double discriminatorLoss, double generatorLoss)
    {
        var loss = new LeastSquares(real, fake, generator);

        Assert.Equal(discriminatorLoss, LossRun.Discriminator(loss, LossRun.Real, LossRun.Fake).Loss, 5e-7);
        Assert.Equal(generatorLoss, LossRun.Generator(loss, LossRun.Real, LossRun.Fake).Loss, 5e-7);
    }

    [Theory]
    [InlineData(1001, -10000.0, 50500000.0, 1000, -10000.0)]
    [InlineData(1, 0, 0, 0, 0)]
    public void Extreme_logits_give_the_discriminator_the_right_loss_and_gradients(
        double real, double fake, double expected, double realGradient, double fakeGradient)
    {
        var actual = LossRun.Discriminator(new LeastSquares(1, 0, 1), [real], [fake]);

        Assert.Equal(expected, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(realGradient, actual.RealGradient[0], 1e-6 * Math.Max(1, Math.Abs(realGradient)));
        Assert.Equal(fakeGradient, actual.FakeGradient[0], 1e-6 * Math.Max(1, Math.Abs(fakeGradient)));
    }

    [Theory]
    [InlineData(0, 1001, 500000.0, 0, 1000)]
    public void Extreme_logits_give_the_generator_the_right_loss_and_gradients(
        double real, double fake, double expected, double realGradient, double fakeGradient)
    {
        var actual = LossRun.Generator(new LeastSquares(1, 0, 1), [real], [fake]);

        Assert.Equal(expected, actual.Loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(realGradient, actual.RealGradient[0], 1e-6 * Math.Max(1, Math.Abs(realGradient)));
        Assert.Equal(fakeGradient, actual.FakeGradient[0], 1e-6 * Math.Max(1, Math.Abs(fakeGradient)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_are_right(int order)
    {
        var loss = new LeastSquares(1, -1, 0.5);

        GradientCheck.Verify(
            new GraphCase("discriminator", ElementType.Float, x => loss.Discriminator(x[0], x[1]), Sample.Any(4, 1), Sample.Any(4, 1)),
            order);
        GradientCheck.Verify(
            new GraphCase("generator", ElementType.Float, x => loss.Generator(x[1], x[0]), Sample.Any(4, 1), Sample.Any(4, 1)), order);
    }

    [Theory]
    [InlineData(101, 0, 1, "loss.realTarget must be -100 to 100, found 101.")]
    [InlineData(1, -100.5, 1, "loss.fakeTarget must be -100 to 100, found -100.5.")]
    [InlineData(1, 0, double.NaN, "loss.generatorTarget must be -100 to 100, found NaN.")]
    public void Targets_out_of_range_are_refused(double real, double fake, double generator, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => new LeastSquares(real, fake, generator).Validate("loss")).Message);
}
