using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Batching;

/// <summary>Frames on the way from the first images of one seed to those of another; image k of the request is image k mod count of frame k / count.</summary>
/// <param name="From">The seed of the first frame.</param>
/// <param name="To">The seed of the last.</param>
/// <param name="Frames">At least 2.</param>
/// <param name="Count">Images in a frame, at least 1.</param>
/// <param name="Classes">Image i of each frame is of class i modulo their number; null for the classes that seed <paramref name="From"/> draws.</param>
/// <param name="Truncation">See <see cref="LatentDistribution.Truncate"/>.</param>
internal sealed record InterpolatedLatents(ulong From, ulong To, int Frames, int Count, IReadOnlyList<int>? Classes, float Truncation) : ILatentSource
{
    public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
    {
        int size = generator.Manifest.LatentSize;
        float[] start = new float[size];
        float[] end = new float[size];
        for (int i = 0; i < labels.Length; i++)
        {
            (int frame, int image) = Math.DivRem(first + i, Count);
            generator.DrawLatents(start, new RandomStream(From, Streams.Serving), (ulong)image);
            generator.DrawLatents(end, new RandomStream(To, Streams.Serving), (ulong)image);
            generator.DrawLabels(labels.Slice(i, 1), new RandomStream(From, Streams.ServingLabels), (ulong)image, Classes);
            generator.Manifest.LatentDistribution.Between(start, end, frame / (float)(Frames - 1), latents.Slice(i * size, size));
        }

        generator.Manifest.LatentDistribution.Truncate(latents, Truncation);
    }
}
