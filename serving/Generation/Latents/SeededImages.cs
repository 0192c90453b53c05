using System.Buffers;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Generation.Latents;

/// <summary>
/// What the images of a seed are made from, the same in both programs: image k depends on the seed, on k and on its class only.
/// </summary>
/// <param name="Space">The generator's.</param>
/// <param name="Seed">Any number; what a user gives as <c>--seed</c> or <c>seed=</c>.</param>
/// <param name="Classes">Image k is of class k modulo their number; null to draw the classes, each equally likely.</param>
public readonly record struct SeededImages(LatentSpace Space, ulong Seed, IReadOnlyList<int>? Classes = null)
{
    /// <summary>Writes the latents of images first, first + 1 ….</summary>
    /// <param name="latents">[count, size].</param>
    /// <param name="first">The first image's index.</param>
    public void Latents(Span<float> latents, ulong first = 0) => Space.DrawLatents(latents, new RandomStream(Seed, Streams.Serving), first);

    /// <summary>Writes the classes of images first, first + 1 …; all 0 for an unconditional generator.</summary>
    /// <param name="labels">[count].</param>
    /// <param name="first">The first image's index.</param>
    /// <exception cref="ArgumentException">The generator has no such class.</exception>
    public void Labels(Span<long> labels, ulong first = 0) =>
        Space.DrawLabels(labels, new RandomStream(Seed, Streams.ServingLabels), first, Classes);

    /// <summary>Writes a latent on the way from one image to another, of this seed or of another seed.</summary>
    /// <param name="image">The index of the image at <paramref name="position"/> 0.</param>
    /// <param name="other">The images that the other one is of.</param>
    /// <param name="otherImage">The index of the image at <paramref name="position"/> 1.</param>
    /// <param name="position">0 to 1.</param>
    /// <param name="latent">[size].</param>
    public void LatentBetween(ulong image, SeededImages other, ulong otherImage, float position, Span<float> latent)
    {
        var end = ArrayPool<float>.Shared.Rent(latent.Length);
        Latents(latent, image);
        other.Latents(end.AsSpan(0, latent.Length), otherImage);
        Space.Distribution.Between(latent, end.AsSpan(0, latent.Length), position, latent);
        ArrayPool<float>.Shared.Return(end);
    }
}
