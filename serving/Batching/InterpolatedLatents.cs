using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Batching;

/// <summary>
/// Frames on the way from the first images of one seed to those of another; image k of the request is image k mod count of frame
/// k / count.
/// </summary>
/// <param name="From">The seed of the first frame.</param>
/// <param name="To">The seed of the last.</param>
/// <param name="Frames">At least 2.</param>
/// <param name="Count">Images in a frame, at least 1.</param>
/// <param name="Classes">
/// Image i of each frame is of class i modulo their number; null for the classes that seed <paramref name="From"/> draws.
/// </param>
/// <param name="Truncation">See <see cref="LatentDistribution.Truncate"/>.</param>
internal sealed record InterpolatedLatents(
    ulong From, ulong To, int Frames, int Count, IReadOnlyList<int>? Classes, float Truncation) : ILatentSource
{
    public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
    {
        var size = generator.Space.Size;
        var (start, end) = (generator.ImagesOf(From, Classes), generator.ImagesOf(To));
        for (var i = 0; i < labels.Length; i++)
        {
            var (frame, image) = Math.DivRem(first + i, Count);
            start.LatentBetween((ulong)image, end, (ulong)image, frame / (float)(Frames - 1), latents.Slice(i * size, size));
            start.Labels(labels.Slice(i, 1), (ulong)image);
        }

        generator.Space.Distribution.Truncate(latents, Truncation);
    }
}
