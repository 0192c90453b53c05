using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Optimizers;

namespace Gan.Onnx.Training.Tests.Networks.Optimizers;

public class AdamTests
{
    private static readonly float[][] Gradients = [[1, -2, 0, 1e-3f], [0.5f, -2, 0, -1e-3f], [-3, 4, 0.25f, 0]];

    // Algorithm 1 of the paper in double precision, learning rate 0.1, beta1 0.5, beta2 0.9, epsilon 1e-8, four parameters.
    private static readonly double[][] Expected =
    [
        [0.900000001, 2.0999999995, -3.0, 0.4000009999900001],
        [0.8143087238458291, 2.199999999, -3.0, 0.4333339999933334],
        [0.8885470061431836, 2.1507916771969295, -3.094069008852311, 0.4513178670313483],
    ];

    private readonly Adam _adam = new(LearningRate: 0.1, Beta1: 0.5, Beta2: 0.9, Epsilon: 1e-8);
    private readonly Dictionary<string, float[]> _states = new() { ["exp_avg"] = new float[8], ["exp_avg_sq"] = new float[8] };
    private readonly float[] _parameters = [1, 2, -3, 0.5f, 0, 0, 0, 0];

    [Fact]
    public void Three_steps_follow_the_paper()
    {
        for (var step = 1; step <= 3; step++)
        {
            Assert.True(Update(step, Gradients[step - 1]));
            Assert.All(Expected[step - 1].Zip(_parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }

        Assert.All(new[] { -1.25, 1.25, 0.125, -0.000125 }.Zip(_states["exp_avg"]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(
            new[] { 1.0035, 2.284, 0.00625, 1.71e-07 }.Zip(_states["exp_avg_sq"]),
            pair => Assert.Equal(pair.First, pair.Second, 2e-7 * pair.First));
    }

    [Fact]
    public void First_step_of_a_tiny_gradient_is_the_learning_rate()
    {
        Update(1, [1e-6f, -1e-6f]);

        Assert.Equal(0.9, _parameters[0], 0.002);
        Assert.Equal(2.1, _parameters[1], 0.002);
    }

    [Fact]
    public void Zero_gradients_leave_everything_as_it_is()
    {
        Update(1, []);

        Assert.Equal([1, 2, -3, 0.5f, 0, 0, 0, 0], _parameters);
        Assert.All(_states.Values.SelectMany(state => state), element => Assert.Equal(0, element));
    }

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(3, float.PositiveInfinity)]
    [InlineData(5, float.NegativeInfinity)]
    public void Gradient_that_is_not_finite_is_reported(int index, float gradient)
    {
        var gradients = new float[8];
        gradients[index] = gradient;

        Assert.False(Update(1, gradients));
    }

    [Fact]
    public void Moments_too_small_for_a_normal_float_become_zero() => UnflushedThread.Run(() =>
    {
        // 0.5 · 1e-38 and 0.1 · (1e-20)² are denormal; 0.5 · 1e-37 is not.
        float[] gradients = [1e-38f, 1e-20f, 1e-37f];
        Assert.NotEqual(0, gradients[1] * gradients[1]);

        Update(1, gradients);

        Assert.Equal([0, 5e-21f, 5e-38f], _states["exp_avg"][..3]);
        Assert.Equal([0, 0, 0], _states["exp_avg_sq"][..3]);
    });

    [Fact]
    public void Denormal_moment_left_behind_is_flushed() => UnflushedThread.Run(() =>
    {
        _states["exp_avg"][0] = 1.2e-38f;
        _states["exp_avg_sq"][0] = float.Epsilon;

        Update(1, []);

        Assert.Equal([0, 0], [.. _states.Values.Select(state => BitConverter.SingleToInt32Bits(state[0]))]);
    });

    [Theory]
    [InlineData(7)]
    [InlineData(4)]
    public void Block_that_is_no_multiple_of_eight_is_refused(int length)
    {
        var kernel = new AdamKernel(0.5, 0.9, 1e-8, 0.1f, 1);

        var exception = Assert.Throws<ArgumentException>(
            () => kernel.Update(new float[length], new float[length], new float[length], new float[length]));

        Assert.Equal(
            $"Adam's blocks must have one length, a multiple of 8; they have {length}, {length}, {length}, {length}.", exception.Message);
    }

    [Fact]
    public void Blocks_of_different_lengths_are_refused() => Assert.Throws<ArgumentException>(
        () => new AdamKernel(0.5, 0.9, 1e-8, 0.1f, 1).Update(new float[8], new float[16], new float[8], new float[8]));

    [Fact]
    public void Step_scalars_are_the_bias_corrections()
    {
        var scalars = new Adam(0.002, 0.5, 0.999, 1e-8).StepScalars(3).ToDictionary(scalar => scalar.Name, scalar => scalar.Value);

        // 0.002 / (1 - 0.5³) and 1 / sqrt(1 - 0.999³)
        Assert.Equal(0.0022857142857142857, scalars["step_size"], 1e-9);
        Assert.Equal(18.2665510975673, scalars["inverse_root_bias_correction2"], 2e-6);
    }

    [Fact]
    public void Decaying_learning_rate_is_that_of_the_update()
    {
        var adam = new Adam(0.002, 0, 0.999, 1e-8, new CosineDecay(After: 10, Over: 4, To: 0.2));

        // 0.2 + 0.8 · (1 + cos(π · 1/4)) / 2 of 0.002 at the twelfth update, and half of the way at the thirteenth.
        Assert.Equal(
            [0.002, 0.002, 0.001765685425, 0.0012, 0.000634314575, 0.0004, 0.0004],
            new long[] { 1, 11, 12, 13, 14, 15, 1000 }.Select(update => (double)adam.StepScalars(update)[0].Value),
            (expected, found) => Math.Abs(expected - found) < 1e-10);
    }

    [Theory]
    [InlineData(-1, 10, 0.1, "at.decay.after must be 0 to 1000000000000, found -1.")]
    [InlineData(0, 0, 0.1, "at.decay.over must be 1 to 1000000000000, found 0.")]
    [InlineData(0, 10, 1.5, "at.decay.to must be 0 to 1, found 1.5.")]
    public void Decay_out_of_range_is_refused(long after, long over, double to, string message) => Assert.Equal(
        message,
        Assert.Throws<PresetException>(() => new Adam(1e-3, 0, 0.9, 1e-8, new CosineDecay(after, over, to)).Validate("at")).Message);

    [Theory]
    [InlineData(0, 0.5, 0.999, 1e-8, "at.learningRate must be 1E-12 to 10, found 0.")]
    [InlineData(1e-3, 1, 0.999, 1e-8, "at.beta1 must be at least 0 and below 1, found 1.")]
    [InlineData(1e-3, 0.5, -0.1, 1e-8, "at.beta2 must be at least 0 and below 1, found -0.1.")]
    [InlineData(1e-3, 0.5, 0.999, 0, "at.epsilon must be 1E-30 to 1, found 0.")]
    public void Numbers_out_of_range_are_refused(double rate, double beta1, double beta2, double epsilon, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => new Adam(rate, beta1, beta2, epsilon).Validate("at")).Message);

    private bool Update(long step, float[] gradients)
    {
        var padded = new float[8];
        gradients.CopyTo(padded, 0);
        return _adam.Update(step, _parameters, padded, name => _states[name]);
    }
}
