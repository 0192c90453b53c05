using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Training.Commands;

/// <summary>Images of a seed, made a batch at a time, so that any number of them fits into memory.</summary>
/// <param name="generator">Makes them.</param>
/// <param name="count">How many there are.</param>
/// <param name="seed">Image k depends on the seed, on k and on its class only.</param>
/// <param name="classes">The images' classes in turn; null to draw them, or for an unconditional generator.</param>
/// <param name="cancellation">Stops between two batches.</param>
/// <param name="first">The index of the first image.</param>
internal sealed class GeneratedImages(
    FrozenGenerator generator,
    int count,
    ulong seed,
    IReadOnlyList<int>? classes = null,
    CancellationToken cancellation = default,
    ulong first = 0)
{
    private const int Batch = 512;

    public int Count => count;

    /// <summary>As many images as are asked for, the next ones of the same seed.</summary>
    public GeneratedImages Next(int another) => new(generator, another, seed, classes, cancellation, first + (ulong)count);

    /// <summary>Intensities [n, channels, height, width], 0 dark to 1 bright; each batch is valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<float>> Intensities()
    {
        var images = new float[Math.Min(count, Batch) * generator.ImageValues];
        for (var done = 0; done < count; done += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = images.AsMemory(0, Math.Min(count - done, Batch) * generator.ImageValues);
            generator.Generate(batch, seed, first + (ulong)done, classes, cancellation);
            yield return batch;
        }
    }

    /// <summary>The same as levels, 0 to 255.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Greys()
    {
        var greys = new byte[Math.Min(count, Batch) * generator.ImageValues];
        foreach (var batch in Intensities())
        {
            ImageGrid.Quantize(batch.Span, greys.AsSpan(0, batch.Length));
            yield return greys.AsMemory(0, batch.Length);
        }
    }

    /// <summary>The classes of a conditional generator's images.</summary>
    public byte[] Labels()
    {
        var labels = new long[count];
        generator.ImagesOf(seed, classes).Labels(labels, first);
        return Array.ConvertAll(labels, label => (byte)label);
    }
}
