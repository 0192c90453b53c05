using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public class HorizontalFlipsTests
{
    private const int Count = 4000;

    [Fact]
    public void Images_are_mirrored_row_by_row_or_left_alone()
    {
        float[] plain = [1, 2, 3, 4, 5, 6];
        float[] mirrored = [3, 2, 1, 6, 5, 4];
        var batch = Enumerable.Repeat(plain, Count).SelectMany(image => image).ToArray();

        new HorizontalFlips(new RandomStream(1, 2)).Apply(7, batch, 6, 3);

        var images = batch.Chunk(6).ToArray();
        Assert.All(images, image => Assert.Contains(image, new[] { plain, mirrored }));
        // Six deviations of a fair coin.
        Assert.InRange(images.Count(image => image[0] == 3), (Count / 2) - 190, (Count / 2) + 190);
    }

    [Fact]
    public void Coins_are_those_of_the_step_whatever_came_before()
    {
        var (fresh, used) = (new HorizontalFlips(new RandomStream(1, 2)), new HorizontalFlips(new RandomStream(1, 2)));
        Toss(used, 3);

        Assert.Equal(Toss(fresh, 4), Toss(used, 4));
        Assert.NotEqual(Toss(fresh, 3), Toss(fresh, 4));
        Assert.NotEqual(Toss(fresh, 3), Toss(new HorizontalFlips(new RandomStream(2, 2)), 3));
    }

    [Fact]
    public void Batches_that_are_mirrored_have_no_table_for_a_device_but_rows_as_they_are()
    {
        var images = IdxFile.Of("x", [2, 1, 2], [1, 2, 3, 4]);
        var plain = new ImageBatches(images, 2, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0));
        var flipped = new ImageBatches(images, 2, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0))
        {
            Flips = new HorizontalFlips(new RandomStream(1, 2)),
        };
        var row = new byte[2];
        flipped.ReadRow(1, row);

        Assert.False(plain.Table.IsEmpty);
        Assert.True(flipped.Table.IsEmpty);
        Assert.Equal<byte>([3, 4], row);
        Assert.Equal(2, flipped.RowCount);
        Assert.Contains(Enumerable.Range(0, 20), step => !Batch(plain, step).SequenceEqual(Batch(flipped, step)));
    }

    private static float[] Batch(ImageBatches batches, long step)
    {
        var batch = new float[4];
        batches.Fill(step, batch);
        return batch;
    }

    private static bool[] Toss(HorizontalFlips flips, long step)
    {
        var batch = Enumerable.Range(0, 64).SelectMany(_ => new float[] { 0, 1 }).ToArray();
        flips.Apply(step, batch, 2, 2);
        return [.. batch.Chunk(2).Select(image => image[0] == 1)];
    }
}
