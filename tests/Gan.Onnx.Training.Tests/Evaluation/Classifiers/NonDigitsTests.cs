using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

/// <summary>The images of many batches that are no digits: five or six of each of three kinds a batch.</summary>
public class NonDigitsTests
{
    private const int Digits = DigitBatches.Batch - DigitBatches.NonDigits;
    private const int Steps = 40;

    private readonly float[][][] _kinds = Draw();

    [Fact]
    public void Half_of_the_flat_ones_are_black_and_the_others_of_any_grey()
    {
        float[] greys = [.. _kinds[0].Select(image => Assert.Single(image.Distinct()))];

        Assert.All(greys, grey => Assert.InRange(grey, 0, 1));
        Assert.InRange(greys.Count(grey => grey == 0) / (double)greys.Length, 0.4, 0.6);
        Assert.InRange(greys.Where(grey => grey > 0).Min(), 0, 0.05);
        Assert.InRange(greys.Max(), 0.95, 1);
        Assert.Equal(greys.Count(grey => grey > 0), greys.Where(grey => grey > 0).Distinct().Count());
    }

    [Fact]
    public void Noise_is_of_any_level_but_never_next_to_black()
    {
        float[] levels = [.. _kinds[1].Select(image => image.Max())];

        Assert.All(_kinds[1], image => Assert.InRange(image.Min(), 0, 0.02));
        Assert.All(levels, level => Assert.InRange(level, 0.045, 1));
        Assert.InRange(levels.Min(), 0.045, 0.05);
        Assert.InRange(levels.Max(), 0.95, 1);
        Assert.InRange(levels.Average(), 0.4, 0.6);
    }

    [Fact]
    public void No_two_noises_are_alike() => Assert.Equal(_kinds[1].Length, _kinds[1].Select(Ups).Distinct().Count());

    [Fact]
    public void Scattered_pixels_are_those_of_any_digit()
    {
        // Digit i has i + 1 white pixels.
        int[] digits = [.. _kinds[2].Select(image => image.Count(pixel => pixel == 1) - 1)];

        Assert.All(digits.Zip(_kinds[2]), pair => Assert.Equal(pair.First + 1, pair.Second.Sum()));
        Assert.InRange(digits.Min(), 0, 5);
        Assert.InRange(digits.Max(), Digits - 5, Digits - 1);
        Assert.InRange(digits.Distinct().Count(), 80, Digits);
    }

    [Fact]
    public void No_two_are_scattered_alike()
    {
        // Where the first pixels come from is seen by images that are all the same and hold every grey.
        byte[] image = [.. Enumerable.Range(0, MnistOptions.Pixels).Select(pixel => (byte)(pixel / 4))];
        var scattered = Draw([.. Enumerable.Repeat(image, Digits).SelectMany(pixels => pixels)])[2];

        Assert.Equal(scattered.Length, scattered.Select(Ups).Distinct().Count());
        Assert.All(scattered, pixels => Assert.Equal(image.Select(pixel => pixel / 255f), pixels.Order(), Near));
    }

    /// <summary>Flat, noisy and scattered images of many batches.</summary>
    private static float[][][] Draw(byte[]? digits = null)
    {
        if (digits is null)
        {
            digits = new byte[Digits * MnistOptions.Pixels];
            for (var i = 0; i < Digits; i++)
            {
                digits.AsSpan(i * MnistOptions.Pixels, i + 1).Fill(255);
            }
        }

        var batches = new DigitBatches(digits, new byte[Digits], 1);
        var (pixels, oneHot) = (
            new float[DigitBatches.Batch * MnistOptions.Pixels], new float[DigitBatches.Batch * DigitNetwork.TrainingOutputs]);
        var images = Enumerable.Range(0, Steps).SelectMany(step =>
        {
            batches.Fill(step, pixels, oneHot);
            return pixels.Chunk(MnistOptions.Pixels).Skip(Digits).Select((image, i) => (Image: image, Kind: i % 3)).ToArray();
        }).ToArray();
        return [.. Enumerable.Range(0, 3).Select(kind => images.Where(drawn => drawn.Kind == kind).Select(drawn => drawn.Image).ToArray())];
    }

    /// <summary>Where brightness rises from a pixel to the next, whatever the level.</summary>
    private static string Ups(float[] image) =>
        string.Concat(image.Zip(image.Skip(1)).Take(100).Select(pair => pair.First < pair.Second ? '1' : '0'));

    private static bool Near(float expected, float found) => Math.Abs(expected - found) < 1e-6f;
}
