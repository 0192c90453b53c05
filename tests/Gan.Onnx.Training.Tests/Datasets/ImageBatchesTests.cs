using CsCheck;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class ImageBatchesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LastBatch.Keep, 4, new[] { 3, 3, 3, 1, 3 }, new long[] { 0, 3, 6, 9, 10 })]
    [InlineData(LastBatch.Drop, 3, new[] { 3, 3, 3, 3, 3 }, new long[] { 0, 3, 6, 9, 12 })]
    public void Divides_ten_images_into_batches_of_three(LastBatch lastBatch, int stepsPerEpoch, int[] sizes, long[] before)
    {
        var batches = new ImageBatches(Numbered(10), 3, lastBatch, new GreyScale(0, 255), new RandomStream(1, 2));

        Assert.Equal(stepsPerEpoch, batches.StepsPerEpoch);
        Assert.Equal(sizes, Enumerable.Range(0, 5).Select(step => batches.BatchSize(step)));
        Assert.Equal(before, Enumerable.Range(0, 5).Select(step => batches.ItemsBefore(step)));
    }

    [Fact]
    public void Shows_every_image_once_an_epoch_in_an_order_of_its_own()
    {
        // One file for all: one thread.
        Gen.Select(Gen.Byte, Gen.Byte, Gen.ULong).Sample(threads: 1, predicate: (count, batch, seed) =>
        {
            var images = Math.Max((int)count, 1);
            var batches = new ImageBatches(
                Numbered(images), Math.Clamp((int)batch, 1, images), LastBatch.Keep, new GreyScale(0, 255), new RandomStream(seed, 0));
            return Epoch(batches, 0).Order().SequenceEqual(Enumerable.Range(0, images))
                && Epoch(batches, 3).Order().SequenceEqual(Enumerable.Range(0, images));
        });
    }

    [Fact]
    public void Epochs_and_seeds_differ_in_order()
    {
        var one = new ImageBatches(Numbered(100), 10, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0));
        var two = new ImageBatches(Numbered(100), 10, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(2, 0));

        Assert.NotEqual(Epoch(one, 0), Epoch(one, 1));
        Assert.NotEqual(Epoch(one, 0), Epoch(two, 0));
    }

    [Fact]
    public void A_batch_depends_on_nothing_but_its_step()
    {
        var fresh = new ImageBatches(Numbered(10), 3, LastBatch.Keep, new GreyScale(-1, 1), new RandomStream(5, 0));
        var used = new ImageBatches(Numbered(10), 3, LastBatch.Keep, new GreyScale(-1, 1), new RandomStream(5, 0));
        Epoch(used, 0);
        Epoch(used, 7);

        Assert.Equal(Batch(fresh, 6), Batch(used, 6));
    }

    [Fact]
    public void Keeps_the_pixels_of_an_image_together_and_in_order()
    {
        IdxFile.Write(_folder["images"], [3, 1, 2], [10, 11, 20, 21, 30, 31]);
        var batches = new ImageBatches(IdxFile.Read(_folder["images"]), 3, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0));

        var pairs = Batch(batches, 0).Chunk(2).OrderBy(pair => pair[0]).SelectMany(pair => pair);

        Assert.Equal([10f, 11f, 20f, 21f, 30f, 31f], pairs);
        Assert.Equal([2L], batches.ItemShape);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0.1, 0.7)]
    public void Rows_of_the_table_are_what_a_batch_is_filled_with(float low, float high)
    {
        byte[] pixels = [.. Enumerable.Range(0, 10 * 26).Select(i => (byte)(i % 256))];
        IdxFile.Write(_folder["table"], [10, 2, 13], pixels);
        var batches = new ImageBatches(IdxFile.Read(_folder["table"]), 4, LastBatch.Keep, new GreyScale(low, high), new RandomStream(1, 0));

        Assert.Equal(pixels, batches.Table.ToArray());
        Assert.Equal(256, batches.Values.Length);
        for (var step = 0; step < 4; step++)
        {
            var rows = new long[batches.BatchSize(step)];
            batches.FillRows(step, rows);
            Assert.Equal(
                Batch(batches, step).Select(BitConverter.SingleToInt32Bits),
                rows.SelectMany(row => pixels.Skip((int)row * 26).Take(26))
                    .Select(level => BitConverter.SingleToInt32Bits(batches.Values[level])));
        }

        Assert.Contains(
            "The batch of step 2 has 2 rows, the destination has 4.",
            Assert.Throws<ArgumentException>(() => batches.FillRows(2, new long[4])).Message);
    }

    [Fact]
    public void Refuses_labels_wrong_batches_and_wrong_destinations()
    {
        IdxFile.Write(_folder["labels"], [2], [7, 9]);
        var labels = IdxFile.Read(_folder["labels"]);
        var batches = new ImageBatches(Numbered(10), 3, LastBatch.Keep, new GreyScale(0, 1), new RandomStream(1, 0));

        var notImages = Assert.Throws<DatasetException>(
            () => new ImageBatches(labels, 1, LastBatch.Keep, new GreyScale(0, 1), new RandomStream(1, 0)));
        var tooLarge = Assert.Throws<ArgumentOutOfRangeException>(
            () => new ImageBatches(Numbered(10), 11, LastBatch.Keep, new GreyScale(0, 1), new RandomStream(1, 0)));
        var destination = Assert.Throws<ArgumentException>(() => batches.Fill(3, new float[3]));

        Assert.Contains("found shape [2]", notImages.Message, StringComparison.Ordinal);
        Assert.Contains("between 1 and the 10 images", tooLarge.Message, StringComparison.Ordinal);
        Assert.Contains("The batch of step 3 has 1 × 1 numbers, the destination has 3", destination.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => batches.BatchSize(-1));
    }

    [Fact]
    public void Labels_go_with_their_images()
    {
        IdxFile.Write(_folder["labels"], [10], [.. Enumerable.Range(0, 10).Select(i => (byte)(i % 4))]);
        var batches = new ImageBatches(
            Numbered(10), 3, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0), labels: IdxFile.Read(_folder["labels"]));

        Assert.Equal(4, batches.Classes);
        for (var step = 0L; step < 8; step++)
        {
            var rows = new float[batches.BatchSize(step) * 4];
            Array.Fill(rows, 9);
            batches.FillLabels(step, rows);
            Assert.Equal(Batch(batches, step).SelectMany(image => Enumerable.Range(0, 4).Select(k => k == image % 4 ? 1f : 0)), rows);
        }
    }

    [Fact]
    public void Images_held_out_are_never_seen()
    {
        var batches = new ImageBatches(Numbered(10), 3, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0), holdOut: 3);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Epoch(batches, 5).Order());
    }

    [Fact]
    public void Refuses_labels_of_other_images()
    {
        IdxFile.Write(_folder["labels"], [9], new byte[9]);

        var error = Assert.Throws<DatasetException>(() => new ImageBatches(
            Numbered(10), 3, LastBatch.Keep, new GreyScale(0, 255), new RandomStream(1, 0), labels: IdxFile.Read(_folder["labels"])));

        Assert.Contains("expected labels of shape [10], one for each image, found shape [9]", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Images of one pixel each, whose grey level is their number.</summary>
    private IdxFile Numbered(int count)
    {
        IdxFile.Write(_folder["numbered"], [count, 1, 1], [.. Enumerable.Range(0, count).Select(i => (byte)i)]);
        return IdxFile.Read(_folder["numbered"]);
    }

    private static float[] Batch(ImageBatches batches, long step)
    {
        var batch = new float[batches.BatchSize(step) * batches.ItemShape[0]];
        batches.Fill(step, batch);
        return batch;
    }

    private static int[] Epoch(ImageBatches batches, long epoch) =>
    [
        .. Enumerable.Range(0, (int)batches.StepsPerEpoch)
            .SelectMany(step => Batch(batches, (epoch * batches.StepsPerEpoch) + step))
            .Select(level => (int)MathF.Round(level)),
    ];
}
