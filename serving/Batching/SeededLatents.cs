using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Batching;

/// <summary>The images of a seed, from one of them on: those that <c>sample --seed</c> draws.</summary>
/// <param name="Seed">Any number.</param>
/// <param name="First">The index of the request's first image within the seed.</param>
/// <param name="Classes">Image k of the seed is of class k modulo their number; null to draw each.</param>
/// <param name="Truncation">See <see cref="LatentDistribution.Truncate"/>.</param>
internal sealed record SeededLatents(ulong Seed, ulong First, IReadOnlyList<int>? Classes, float Truncation) : ILatentSource
{
    public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
    {
        var start = First + (ulong)first;
        var images = generator.ImagesOf(Seed, Classes);
        images.Latents(latents, start);
        images.Labels(labels, start);
        generator.Space.Distribution.Truncate(latents, Truncation);
    }
}
