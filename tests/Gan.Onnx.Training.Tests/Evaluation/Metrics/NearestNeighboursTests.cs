using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class NearestNeighboursTests
{
    [Fact]
    public void Are_sorted_by_the_distance_of_pixels()
    {
        var found = NearestNeighbours.Find([10, 10], [13, 14, 10, 10, 255, 0, 10, 11], area: 2, neighbours: 3, threads: 1);

        Assert.Equal([1, 3, 0], Assert.Single(found.Indices));
        Assert.Equal([0, 1, 5], Assert.Single(found.Distances));
    }

    [Fact]
    public void Large_pool_is_searched_to_its_end()
    {
        // Grey levels of image i in base 256, so that distances grow with the distance of i.
        var pool = Enumerable.Range(0, 25_000).SelectMany(i => new byte[] { (byte)(i / 256), (byte)(i % 256) }).ToArray();
        byte[] images = [(byte)(9_999 / 256), 9_999 % 256, (byte)(24_000 / 256), 24_000 % 256];

        var found = NearestNeighbours.Find(images, pool, area: 2, neighbours: 5, threads: 2);

        Assert.Equal((9_999, 24_000), (found.Indices[0][0], found.Indices[1][0]));
        Assert.Equal([0, 1, 1, 1, 1], found.Distances[0]);
        Assert.Equal([9_743, 9_998, 10_000, 10_255], found.Indices[0][1..].Order());
    }

    [Fact]
    public void More_neighbours_than_images_are_refused() => Assert.StartsWith(
        "Among 2 images there are 1 to 2 neighbours, found 3.",
        Assert.Throws<ArgumentException>(() => NearestNeighbours.Find([1], [2, 3], area: 1, neighbours: 3, threads: 1)).Message);

    [Fact]
    public void Memorisation_compares_the_medians_of_the_nearest()
    {
        NearestNeighbours generated = new([[0], [0], [0]], [[2, 9], [1, 9], [30, 40]]), unseen = new([[0], [0]], [[3], [5]]);

        var found = Memorisation.Of(generated, unseen);

        Assert.Equal(new Memorisation(2, 4), found);
        Assert.Equal(0.5, found.Ratio);
    }
}
