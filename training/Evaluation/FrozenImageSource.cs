using Gan.Onnx.Generation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>Images of a frozen generator without classes: those that the server draws for the same seed.</summary>
public sealed class FrozenImageSource : IImageSource
{
    private const int Batch = 100;
    private readonly FrozenGenerator _generator;
    private readonly RandomStream _latents;

    /// <summary>Wraps a generator, which stays the caller's.</summary>
    /// <param name="generator">Makes images of 28×28.</param>
    /// <param name="seed">The latents follow from it.</param>
    /// <exception cref="EvaluationException">It makes others.</exception>
    public FrozenImageSource(FrozenGenerator generator, ulong seed)
    {
        if (generator.ImageHeight != MnistOptions.Side || generator.ImageWidth != MnistOptions.Side)
        {
            throw EvaluationException.WrongImages(generator.Path, generator.ImageHeight, generator.ImageWidth);
        }

        (_generator, _latents) = (generator, new RandomStream(seed, Streams.Serving));
    }

    /// <inheritdoc/>
    public int Classes => 0;

    /// <inheritdoc/>
    public byte[] Generate(int first, int count, IReadOnlyList<int>? labels)
    {
        if (labels is not null)
        {
            throw new ArgumentException($"'{_generator.Path}' has no classes; {labels.Count} labels were given.", nameof(labels));
        }

        var (greys, size) = (new byte[count * MnistOptions.Pixels], _generator.Manifest.LatentSize);
        for (var start = 0; start < count; start += Batch)
        {
            var length = Math.Min(Batch, count - start);
            var (latents, images) = (new float[length * size], new float[length * MnistOptions.Pixels]);
            for (var i = 0; i < length; i++)
            {
                _generator.Manifest.LatentDistribution.Fill(latents.AsSpan(i * size, size), _latents, (ulong)(first + start + i));
            }

            _generator.Run(latents, images);
            ImageGrid.Quantize(images, greys.AsSpan(start * MnistOptions.Pixels, images.Length));
        }

        return greys;
    }
}
