using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// How much the generator's images differ: the standard deviation of each pixel over 64 fixed latents, averaged over the pixels,
/// grey levels from 0 to 1. The generator is taken as it would be frozen now.
/// </summary>
public sealed class Diversity
{
    /// <summary>Latents that are compared.</summary>
    public const int Latents = 64;

    private const int DataItems = 1000;

    // All numbers of a thousand images of 128×128; of larger images fewer are looked at.
    private const long MostNumbers = 1 << 24;

    private readonly Sampler _sampler;

    /// <summary>Draws the latents and measures the data.</summary>
    /// <param name="trainer">Trains on images; disposes of what is needed here.</param>
    /// <param name="images">The range of the data's numbers.</param>
    public Diversity(Trainer trainer, ImageOptions images)
    {
        _sampler = trainer.Own(new Sampler(trainer, Latents));
        _sampler.DrawLatents(new RandomStream((ulong)trainer.Seed, TrainingStreams.SampleLatents));
        Data = MeasureData(trainer) / (images.Range[1] - images.Range[0]);
    }

    /// <summary>The same of the data, over its first 1,000 images or all of them where there are fewer.</summary>
    public double Data { get; }

    /// <summary>The diversity of the generator as it is now; not a number where its images are not.</summary>
    public double Measure() => Deviation(_sampler.Generate(), Latents);

    /// <summary>The standard deviation over the items, averaged over their elements; 0 for a single item.</summary>
    /// <param name="values">Items one after the other: [count, length].</param>
    /// <param name="count">At least 1.</param>
    internal static double Deviation(ReadOnlySpan<float> values, int count)
    {
        var length = values.Length / count;
        var sum = 0.0;
        for (var element = 0; element < length; element++)
        {
            var (mean, squares) = (0.0, 0.0);
            for (var item = 0; item < count; item++)
            {
                mean += values[(item * length) + element] / (double)count;
            }

            for (var item = 0; item < count; item++)
            {
                var centred = values[(item * length) + element] - mean;
                squares += centred * centred;
            }

            sum += Math.Sqrt(squares / count);
        }

        return sum / length;
    }

    private static double MeasureData(Trainer trainer)
    {
        var (data, length) = (trainer.Data, (int)trainer.Data.ItemShape[0]);
        var values = new List<float>();
        var most = Math.Min((long)DataItems * length, MostNumbers);
        for (var step = 0L; step < data.StepsPerEpoch && values.Count < most; step++)
        {
            var batch = new float[data.BatchSize(step) * length];
            data.Fill(step, batch);
            values.AddRange(batch);
        }

        return Deviation(CollectionsMarshal.AsSpan(values), values.Count / length);
    }
}
