using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Tests.Networks;

public class DropoutMaskTests
{
    private const int Count = 100_000;
    private static readonly RandomStream Random = new(Seed: 3, Stream: 1000);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Switches_off_its_share_and_scales_the_rest(double p)
    {
        var mask = Draw(p, step: 1);

        var zeros = mask.Count(element => element == 0);
        var deviation = Math.Sqrt(p * (1 - p) * Count);
        Assert.InRange(zeros, (p * Count) - (5 * deviation), (p * Count) + (5 * deviation));
        Assert.Equal((float)(1 / (1 - p)), Assert.Single(mask.Where(element => element != 0).Distinct()));
    }

    [Fact]
    public void Probability_of_zero_switches_nothing_off() => Assert.Equal(1, Assert.Single(Draw(0, step: 1).Distinct()));

    [Fact]
    public void Same_step_draws_the_same_mask() => Assert.Equal(Draw(0.3, step: 7), Draw(0.3, step: 7));

    [Fact]
    public void Two_steps_draw_independent_masks()
    {
        var both = Draw(0.3, step: 7).Zip(Draw(0.3, step: 8)).Count(pair => pair.First == 0 && pair.Second == 0);

        var deviation = Math.Sqrt(0.09 * 0.91 * Count);
        Assert.InRange(both, (0.09 * Count) - (5 * deviation), (0.09 * Count) + (5 * deviation));
    }

    private static float[] Draw(double p, ulong step)
    {
        var mask = new float[Count];
        new DropoutMask("mask", Shape.Of(Count), Random.Stream, p).Fill(mask, Random, step);
        return mask;
    }
}
