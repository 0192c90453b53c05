using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Augmentations;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Augmentations;

/// <summary>Every augmentation: its picture by hand, and what holds for all.</summary>
public class AugmentationTests
{
    private static readonly Color Strong = new(0.5, 1, 0.5);

    public static TheoryData<string, int> Gradients
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var kind in All())
            {
                data.Add(Augmenter.NameOf(kind.GetType()), 1);
                data.Add(Augmenter.NameOf(kind.GetType()), 2);
            }

            return data;
        }
    }

    [Fact]
    public void Translation_shows_what_lies_beside_and_grey_beyond_the_edge()
    {
        var feed = Changed(new Translation(0.5), 3, 0.99f, 0);

        // Rows from two below, columns from two to the left.
        Assert.Equal([0, 0, 7, 0, 0, 0, 0, 0, 0], Applied(new Translation(0.5), 1, 3, feed, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    [Theory]
    [InlineData(0.125, 32, 4)]
    [InlineData(0.125, 28, 4)]
    [InlineData(0.125, 20, 3)]
    [InlineData(0, 20, 0)]
    public void Translation_goes_as_far_as_its_share_and_no_farther(double share, int side, int farthest)
    {
        var kind = new Translation(share);
        int[] moves = [.. Enumerable.Range(0, 1000).Select(i => Shift(Changed(kind, side, i / 1000f, 0.5f), side))];

        Assert.Equal(Enumerable.Range(-farthest, (2 * farthest) + 1), moves.Distinct().Order());
    }

    [Fact]
    public void Cutout_leaves_the_rest()
    {
        // A square of 2 whose first row is 1 and column 2 of 4.
        var feed = Changed(new Cutout(0.5), 4, 2.5f / 5, 3.5f / 5);

        Assert.Equal([1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1], feed.Select(number => (double)number));
        Assert.Equal(feed.Select(number => (double)number * 3), Applied(new Cutout(0.5), 1, 4, feed, [.. Enumerable.Repeat(3.0, 16)]));
    }

    [Fact]
    public void Cutout_hangs_over_edges_at_most_by_half()
    {
        var kind = new Cutout(0.5);
        int[] holes = [.. Enumerable.Range(0, 100).Select(i => Changed(kind, 8, i / 100f, 0.5f).Count(number => number == 0) / 4)];

        Assert.Equal([2, 3, 4], holes.Distinct().Order());
    }

    [Fact]
    public void Color_changes_brightness_then_saturation_then_contrast()
    {
        // b = 0.25, s = 0.5 and c = 1.25 on one pixel of two channels.
        float[] feed = [0.25f, 0.5f, 1.25f];

        var changed = Applied(Strong, 2, 1, feed, -0.5, 0.5);

        // Brighter: −0.25, 0.75, mean 0.25; half as far from it: 0, 0.5; then 1.25 as far from the mean of all, 0.25.
        Assert.Equal([-0.0625, 0.5625], changed);
        Assert.Equal(feed, Changed(Strong, 1, 0.75f, 0.25f, 0.75f));
    }

    [Fact]
    public void Grey_pictures_have_no_saturation() =>
        Assert.Equal([1, -1, 1, -1], Applied(Strong, 1, 2, [0, 0, 1], 1, -1, 1, -1));

    [Fact]
    public void What_is_kept_stays_to_the_bit() => Assert.All(All(), kind =>
    {
        var feed = new float[kind.FeedShape(4).ElementCount];
        kind.Keep(feed, 4);
        double[] picture = [.. new float[48].Select((_, i) => (double)(((i * 37) % 48 / 32f) - 1))];

        Assert.All(
            Applied(kind, 3, 4, feed, picture).Zip(picture), pair => Assert.InRange(pair.First - pair.Second, -2e-7, 2e-7));
    });

    [Theory]
    [MemberData(nameof(Gradients))]
    public void Gradients_are_those_of_the_difference_quotient(string name, int order)
    {
        var kind = All().Single(kind => Augmenter.NameOf(kind.GetType()) == name);
        GradientCheck.Verify(
            new GraphCase(
                name,
                ElementType.Float,
                inputs => kind.Apply(inputs[0], inputs[1]),
                Sample.Any(2, 3, 4, 4).Between(-1, 1),
                new Sample(new Shape([2, .. kind.FeedShape(4)])).Between(0.2, 1)),
            order);
    }

    private static IEnumerable<Augmentation> All() => [Strong, new Cutout(0.5), new Translation(0.25)];

    /// <summary>How far rows are moved.</summary>
    private static int Shift(float[] feed, int side)
    {
        var row = side / 2;
        return Array.IndexOf(feed, 1f, row * side, side) - (row * side) - row;
    }

    private static float[] Changed(Augmentation kind, int side, params float[] uniform)
    {
        var feed = new float[kind.FeedShape(side).ElementCount];
        kind.Change(feed, side, uniform);
        return feed;
    }

    private static double[] Applied(Augmentation kind, int channels, int side, float[] feed, params double[] picture)
    {
        var graph = new GraphBuilder("augmentation");
        var pictures = graph.Input("pictures", Shape.Of(1, channels, side, side));
        graph.Output("changed", kind.Apply(pictures, graph.Input("feed", new Shape([1, .. kind.FeedShape(side)]))));
        return GraphRun.Once(graph, picture, Array.ConvertAll(feed, number => (double)number))[0].Elements;
    }
}
