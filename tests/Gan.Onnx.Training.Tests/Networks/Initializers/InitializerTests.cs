using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Tests.Networks.Initializers;

public class InitializerTests
{
    private const int Count = 100_000;
    private static readonly RandomStream Random = new(Seed: 3, Stream: 101);

    [Theory]
    [InlineData(784, 128, 0.035714286)]
    [InlineData(1, 16, 1)]
    public void Uniform_fan_in_is_bounded_by_the_inverse_root_of_the_inputs(int inputs, int outputs, double bound) =>
        IsUniform(Draw(new UniformFanIn(), new Fan(inputs, outputs)), bound);

    [Theory]
    [InlineData(784, 128, 0.081110711)]
    [InlineData(2, 4, 1)]
    public void Glorot_uniform_is_bounded_by_inputs_and_outputs(int inputs, int outputs, double bound) =>
        IsUniform(Draw(new GlorotUniform(), new Fan(inputs, outputs)), bound);

    [Fact]
    public void Zeros_overwrites_what_was_there()
    {
        float[] values = [1, 2, 3];

        new Zeros().Fill(values, new Fan(1, 1), Random, 0);

        Assert.Equal([0, 0, 0], values);
    }

    [Fact]
    public void Same_place_in_the_stream_draws_the_same_values() =>
        Assert.Equal(Draw(new UniformFanIn(), new Fan(10, 10)), Draw(new UniformFanIn(), new Fan(10, 10)));

    [Fact]
    public void Another_place_in_the_stream_draws_other_values() =>
        Assert.NotEqual(Draw(new GlorotUniform(), new Fan(10, 10), block: 1), Draw(new GlorotUniform(), new Fan(10, 10), block: 2));

    /// <summary>Mean 0 ± 5 standard errors, variance b²/3 to 2%, and nothing beyond b, but values near both ends.</summary>
    private static void IsUniform(float[] values, double bound)
    {
        Assert.All([values.Min(), values.Max()], end => Assert.InRange(Math.Abs(end), 0.999 * bound, bound * (1 + 1e-6)));
        Assert.Equal(0, values.Average(), 5 * bound / Math.Sqrt(3 * Count));
        Assert.Equal(1, values.Average(x => x * x) / (bound * bound / 3), 0.02);
    }

    private static float[] Draw(Initializer initializer, Fan fan, ulong block = 0)
    {
        var values = new float[Count];
        initializer.Fill(values, fan, Random, block);
        return values;
    }
}
