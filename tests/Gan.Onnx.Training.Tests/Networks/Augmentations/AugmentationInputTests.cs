using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Augmentations;

namespace Gan.Onnx.Training.Tests.Networks.Augmentations;

public class AugmentationInputTests
{
    [Fact]
    public void Strength_is_the_share_of_pictures_that_are_changed()
    {
        var input = new AugmentationInput("augment/translation", Shape.Of(2000, 2, 4, 4), 7, new Translation(0.5), 4);
        var (none, some, all) = (Filled(input, 0), Filled(input, 0.3), Filled(input, 1));

        Assert.Equal(0, Moved(none));
        Assert.Equal(2000 * 0.3 * 24 / 25, Moved(some), 80.0);
        Assert.Equal(2000 * 24 / 25.0, Moved(all), 40.0);

        // The changes are those of full strength, so that a strength decides only how many there are.
        Assert.All(Enumerable.Range(0, 2000), item => Assert.True(
            Item(some, item).SequenceEqual(Item(all, item)) || Item(some, item).SequenceEqual(Item(none, item))));
        Assert.Equal(some, Filled(input, 0.3));
    }

    private static float[] Filled(AugmentationInput input, double strength)
    {
        var feed = new float[input.Shape.ElementCount];
        input.Fill(feed, new RandomStream(1, input.Stream), 5, strength);
        return feed;
    }

    private static ReadOnlySpan<float> Item(float[] feed, int item) => feed.AsSpan(item * 32, 32);

    private static int Moved(float[] feed)
    {
        var still = new float[32];
        new Translation(0.5).Keep(still, 4);
        return Enumerable.Range(0, feed.Length / 32).Count(item => !Item(feed, item).SequenceEqual(still));
    }
}
