using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

public class DigitBatchesTests
{
    private const int Digits = DigitBatches.Batch - DigitBatches.NonDigits;
    private const int Outputs = DigitNetwork.TrainingOutputs;

    [Fact]
    public void Batch_is_a_function_of_its_step()
    {
        var (images, labels) = Blocks.Draw(2 * Digits);
        DigitBatches forwards = new(images, labels, 1), backwards = new(images, labels, 1);
        var expected = Enumerable.Range(0, 5).Select(step => Fill(forwards, step)).ToArray();

        for (var step = 4; step >= 0; step--)
        {
            var found = Fill(backwards, step);
            Assert.Equal(expected[step].Pixels, found.Pixels);
            Assert.Equal(expected[step].OneHot, found.OneHot);
            Assert.Equal(expected[step].Pixels, Fill(new DigitBatches(images, labels, 1), step).Pixels);
        }
    }

    [Fact]
    public void Nothing_is_left_of_what_was_there_before()
    {
        var (images, labels) = Blocks.Draw(Digits);
        var batches = new DigitBatches(images, labels, 1);
        var (pixels, oneHot) = (new float[DigitBatches.Batch * MnistOptions.Pixels], new float[DigitBatches.Batch * Outputs]);
        Array.Fill(pixels, 9);
        Array.Fill(oneHot, 9);

        batches.Fill(0, pixels, oneHot);

        Assert.Equal(Fill(batches, 0).Pixels, pixels);
        Assert.Equal(Fill(batches, 0).OneHot, oneHot);
    }

    [Fact]
    public void Another_seed_gives_another_batch()
    {
        var (images, labels) = Blocks.Draw(Digits);

        Assert.NotEqual(Fill(new DigitBatches(images, labels, 1), 0).Pixels, Fill(new DigitBatches(images, labels, 2), 0).Pixels);
    }

    [Fact]
    public void Epoch_shows_each_image_once()
    {
        // Image i has i + 1 white pixels in its middle rows, which no shift can push out.
        var images = new byte[2 * Digits * MnistOptions.Pixels];
        for (var i = 0; i < 2 * Digits; i++)
        {
            for (var pixel = 0; pixel <= i; pixel++)
            {
                images[(i * MnistOptions.Pixels) + ((6 + (pixel / 20)) * MnistOptions.Side) + 4 + (pixel % 20)] = 255;
            }
        }

        var batches = new DigitBatches(images, new byte[2 * Digits], 3);

        var seen = new[] { 0, 1 }.SelectMany(step => Fill(batches, step).Pixels.Chunk(MnistOptions.Pixels).Take(Digits))
            .Select(image => (int)image.Sum());

        Assert.Equal(2, batches.StepsPerEpoch);
        Assert.Equal(Enumerable.Range(1, 2 * Digits), seen.Order());
    }

    [Fact]
    public void Shifts_are_all_of_up_to_two_pixels()
    {
        var images = new byte[Digits * MnistOptions.Pixels];
        for (var i = 0; i < Digits; i++)
        {
            images[(i * MnistOptions.Pixels) + (14 * MnistOptions.Side) + 14] = 255;
        }

        var batches = new DigitBatches(images, new byte[Digits], 3);

        var places = Enumerable.Range(0, 10).SelectMany(step => Fill(batches, step).Pixels.Chunk(MnistOptions.Pixels).Take(Digits))
            .Select(image => Array.IndexOf(image, 1f));

        var expected = from down in Enumerable.Range(12, 5) from right in Enumerable.Range(12, 5) select (down * MnistOptions.Side) + right;
        Assert.Equal(expected, places.Distinct().Order());
    }

    [Fact]
    public void Digits_come_with_their_labels_and_the_rest_as_none()
    {
        var (images, labels) = Blocks.Draw(Digits);
        var oneHot = Fill(new DigitBatches(images, labels, 1), 0).OneHot.Chunk(Outputs).ToArray();

        Assert.All(oneHot, row => Assert.Equal((1, 1), (row.Sum(), row.Max())));
        var classes = oneHot.Select(row => Array.IndexOf(row, 1f)).ToArray();
        Assert.Equal(labels.Select(label => (int)label).Order(), classes[..Digits].Order());
        Assert.All(classes[Digits..], found => Assert.Equal(DigitNetwork.NoDigit, found));
    }

    [Fact]
    public void Images_that_are_no_digits_are_flat_noisy_or_scattered()
    {
        var (images, labels) = Blocks.Draw(Digits);
        var others = Fill(new DigitBatches(images, labels, 1), 0).Pixels.Chunk(MnistOptions.Pixels).Skip(Digits).ToArray();

        Assert.All(others.Where((_, i) => i % 3 == 0), image => Assert.Single(image.Distinct()));
        Assert.All(others.Where((_, i) => i % 3 == 1), image => Assert.True(image.Distinct().Count() > 600));
        Assert.All(others.Where((_, i) => i % 3 == 2), image => Assert.Equal(25, image.Count(pixel => pixel > 0)));
    }

    [Theory]
    [InlineData(784, 1)]
    [InlineData(111 * 784, 111)]
    [InlineData(112 * 784, 113)]
    [InlineData(113 * 784, 112)]
    public void Too_few_images_or_labels_are_refused(int pixels, int labels) => Assert.StartsWith(
        $"The classifier needs 112 images of 784 pixels or more, one label each; {pixels} pixels and {labels} labels were given.",
        Assert.Throws<ArgumentException>(() => new DigitBatches(new byte[pixels], new byte[labels], 1)).Message);

    private static (float[] Pixels, float[] OneHot) Fill(DigitBatches batches, long step)
    {
        var (pixels, oneHot) = (new float[DigitBatches.Batch * MnistOptions.Pixels], new float[DigitBatches.Batch * Outputs]);
        batches.Fill(step, pixels, oneHot);
        return (pixels, oneHot);
    }
}
