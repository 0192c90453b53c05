using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Latents;

public class LatentsBetweenTests
{
    // A quarter turn: half way are cos 45° and sin 45°, at a third cos 30° and sin 30°.
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1 / 3f, 0.8660254f, 0.5f)]
    [InlineData(0.5f, 0.70710678f, 0.70710678f)]
    [InlineData(1, 0, 1)]
    public void Normal_latents_go_along_an_arc(float position, float x, float y) =>
        AssertNear([x, y], Between(new NormalLatent(0, 1), [1, 0], [0, 1], position));

    [Fact]
    public void Arc_is_around_the_mean() => AssertNear([3.70710678f, 3.70710678f], Between(new NormalLatent(3, 1), [4, 3], [3, 4], 0.5f));

    [Fact]
    public void Length_changes_evenly_where_the_ends_differ_in_it() =>
        AssertNear([0.70710678f, 1.41421356f], Between(new NormalLatent(0, 1), [1, 0], [0, 2], 0.5f));

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1)]
    [InlineData(1, 1, 3, 3, 2, 2)]
    [InlineData(1, 0, -1, 0, 0, 0)]
    [InlineData(0, 0, 2, 0, 1, 0)]
    public void Latents_without_one_arc_between_them_are_joined_by_a_line(float a, float b, float c, float d, float x, float y) =>
        AssertNear([x, y], Between(new NormalLatent(0, 1), [a, b], [c, d], 0.5f));

    [Fact]
    public void Uniform_latents_go_straight() => AssertNear([0.75f, 0.25f], Between(new UniformLatent(-1, 1), [1, 0], [0, 1], 0.25f));

    [Fact]
    public void Middle_of_normal_latents_is_as_long_as_they_are()
    {
        float[] from = new float[100], to = new float[100];
        var latents = new NormalLatent(0, 1);
        latents.Fill(from, new RandomStream(1, 1), 0);
        latents.Fill(to, new RandomStream(1, 1), 1);

        Assert.Equal((Length(from) + Length(to)) / 2, Length(Between(latents, from, to, 0.5f)), 0.2);
    }

    private static double Length(float[] z) => Math.Sqrt(z.Sum(value => (double)value * value));

    private static float[] Between(LatentDistribution latents, float[] from, float[] to, float position)
    {
        var found = new float[from.Length];
        latents.Between(from, to, position, found);
        return found;
    }

    private static void AssertNear(float[] expected, float[] found) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
}
