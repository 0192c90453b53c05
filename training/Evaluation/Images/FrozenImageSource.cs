using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>Images of a frozen generator: those that the server draws for the same seed and classes.</summary>
public sealed class FrozenImageSource : IImageSource
{
    private const int Batch = 100;
    private readonly FrozenGenerator _generator;
    private readonly SeededImages _images;

    /// <summary>Wraps a generator, which stays the caller's.</summary>
    /// <param name="generator">Makes images of 28×28.</param>
    /// <param name="seed">The latents follow from it.</param>
    /// <exception cref="EvaluationException">It makes others, or was trained on other data than MNIST.</exception>
    public FrozenImageSource(FrozenGenerator generator, ulong seed)
    {
        if (generator.ImageHeight != MnistOptions.Side || generator.ImageWidth != MnistOptions.Side)
        {
            throw EvaluationException.WrongImages(generator.Path, generator.ImageHeight, generator.ImageWidth);
        }

        if (generator.Manifest.Training is { DataSha256: var sum } && sum != Mnist.TrainImages.Sha256)
        {
            throw EvaluationException.OtherData(generator.Path, sum);
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

        var greys = new byte[count * MnistOptions.Pixels];
        for (var start = 0; start < count; start += Batch)
        {
            var length = Math.Min(Batch, count - start);
            var (latents, images) = (new float[length * _generator.Manifest.LatentSize], new float[length * MnistOptions.Pixels]);
            _images.Latents(latents, (ulong)(first + start));
            _generator.Run(
                latents, labels is null ? default : labels.Skip(start).Take(length).Select(label => (long)label).ToArray(), images);
            ImageGrid.Quantize(images, greys.AsSpan(start * MnistOptions.Pixels, images.Length));
        }

        return greys;
    }
}
