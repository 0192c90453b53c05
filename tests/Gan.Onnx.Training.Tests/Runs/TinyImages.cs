using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>
/// Images of 28×28 pixels made up on the spot, batched as a preset says: white bars on black, each somewhere in the middle.
/// </summary>
internal static class TinyImages
{
    private const int Side = MnistOptions.Side;
    private const int Width = 5;
    private const int Height = 20;

    /// <summary>Share of white pixels in every image.</summary>
    public const double Ink = Width * Height / (double)(Side * Side);

    /// <summary>Batches of <paramref name="count"/> images.</summary>
    public static IDataSource Open(MnistOptions options, long seed, int count)
    {
        var order = new RandomStream((ulong)seed, TrainingStreams.Data);
        return new ImageBatches(
            Draw(count),
            options.Batch,
            options.LastBatch,
            new GreyScale((float)options.Range[0], (float)options.Range[1]),
            order,
            options.HoldOut,
            Label(count));
    }

    /// <summary>Image k is of class k modulo 10.</summary>
    private static IdxFile Label(int count) =>
        IdxFile.Of("labels", [count], [.. Enumerable.Range(0, count).Select(image => (byte)(image % 10))]);

    /// <summary>Where bars can be, as the mean of all images: [28 · 28], 0 to 1.</summary>
    public static double[] Mean(int count)
    {
        var mean = new double[Side * Side];
        var images = Draw(count).Elements;
        for (var i = 0; i < images.Length; i++)
        {
            mean[i % mean.Length] += images[i] / (255.0 * count);
        }

        return mean;
    }

    private static IdxFile Draw(int count)
    {
        var pixels = new byte[count * Side * Side];
        for (var image = 0; image < count; image++)
        {
            var (left, top) = (8 + (image % 7), 2 + (image / 7 % 5));
            for (var y = 0; y < Height; y++)
            {
                pixels.AsSpan((((image * Side) + top + y) * Side) + left, Width).Fill(255);
            }
        }

        return IdxFile.Of("bars", [count, Side, Side], pixels);
    }
}
