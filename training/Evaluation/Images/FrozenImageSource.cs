using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>Images of a frozen generator: those that the server draws for the same seed and classes.</summary>
public sealed class FrozenImageSource : IImageSource
{
    private const int Batch = 100;
    private readonly FrozenGenerator _generator;
    private readonly SeededImages _images;
    private readonly ImageSize _size;

    /// <summary>Wraps a generator, which stays the caller's.</summary>
    /// <param name="generator">Makes images of the real ones' size.</param>
    /// <param name="seed">The latents follow from it.</param>
    /// <param name="real">What its images are compared with; MNIST's when absent.</param>
    /// <exception cref="EvaluationException">It makes others, or was trained on other data.</exception>
    public FrozenImageSource(FrozenGenerator generator, ulong seed, RealImages? real = null)
    {
        _size = real?.Size ?? ImageSize.Digits;
        if (!generator.Manifest.ImageShape.SequenceEqual([_size.Channels, _size.Side, _size.Side]))
        {
            throw EvaluationException.WrongImages(generator.Path, generator.Manifest.ImageShape, _size);
        }

        var sums = real?.Sums ?? [Mnist.TrainImages.Sha256];
        if (generator.Manifest.Training is { DataSha256: var sum } && !sums.Contains(sum))
        {
            throw sums.Contains(Mnist.TrainImages.Sha256)
                ? EvaluationException.OtherData(generator.Path, sum)
                : EvaluationException.OtherImages(generator.Path, sum);
        }

        (_generator, _images) = (generator, generator.ImagesOf(seed));
    }

    /// <inheritdoc/>
    public int Classes => _generator.Manifest.Classes;

    /// <inheritdoc/>
    public byte[] Generate(int first, int count, IReadOnlyList<int>? labels)
    {
        if ((labels?.Count ?? 0) != (Classes > 0 ? count : 0))
        {
            throw new ArgumentException(
                $"'{_generator.Path}' has {Classes} classes; {labels?.Count ?? 0} labels were given for {count} images.", nameof(labels));
        }

        var greys = new byte[count * _size.Length];
        for (var start = 0; start < count; start += Batch)
        {
            var length = Math.Min(Batch, count - start);
            var (latents, images) = (new float[length * _generator.Manifest.LatentSize], new float[length * _size.Length]);
            _images.Latents(latents, (ulong)(first + start));
            _generator.Run(
                latents, labels is null ? default : labels.Skip(start).Take(length).Select(label => (long)label).ToArray(), images);
            ImageGrid.Quantize(images, greys.AsSpan(start * _size.Length, images.Length));
        }

        return greys;
    }
}
