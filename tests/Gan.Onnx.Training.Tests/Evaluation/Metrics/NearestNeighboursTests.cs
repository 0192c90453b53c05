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
    public void First_of_equally_near_rows_comes_first()
    {
        var nearest = new int[4];

        NearestRows.Find([4, 4, 0, 0, 4], nearest);

        Assert.Equal([2, 3, 0, 1], nearest);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(10_001)]
    public void Last_images_of_a_large_pool_are_found_beside_the_first(int count)
    {
        var pool = new byte[count];
        (pool[3], pool[^1]) = (250, 255);

        var found = NearestNeighbours.Find([255], pool, area: 1, neighbours: 2, threads: 1);

        Assert.Equal([count - 1, 3], Assert.Single(found.Indices));
    }

    [Fact]
    public void One_neighbour_is_the_nearest() =>
        Assert.Equal([1], Assert.Single(NearestNeighbours.Find([4], [1, 3, 9], area: 1, neighbours: 1, threads: 1).Indices));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Other_numbers_of_neighbours_than_there_are_images_are_refused(int neighbours) => Assert.StartsWith(
        $"Among 2 images there are 1 to 2 neighbours, found {neighbours}.",
        Assert.Throws<ArgumentException>(() => NearestNeighbours.Find([1], [2, 3], area: 1, neighbours, threads: 1)).Message);

    [Fact]
    public void All_images_may_be_wanted() =>
        Assert.Equal([1, 0], Assert.Single(NearestNeighbours.Find([4], [2, 3], area: 1, neighbours: 2, threads: 1).Indices));

    [Fact]
    public void Memorisation_compares_the_medians_of_the_nearest()
    {
        NearestNeighbours generated = new([[0], [0], [0]], [[2, 9], [1, 9], [30, 40]]), unseen = new([[0], [0]], [[3], [5]]);

        var found = Memorisation.Of(generated, unseen);

        Assert.Equal(new Memorisation(2, 4), found);
        Assert.Equal(0.5, found.Ratio);
    }
}
