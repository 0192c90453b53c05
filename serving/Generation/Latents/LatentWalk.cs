using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Generation.Latents;

/// <summary>
/// Closed walks between latents, side by side: the grid of images of a seed turns into the next grid, and at last into the first again.
/// </summary>
/// <param name="Walks">Images in each frame, at least 1.</param>
/// <param name="Stops">Latents on each walk, at least 1; at stop s, walk w shows image s · walks + w of the seed.</param>
/// <param name="FramesPerLeg">Frames from a stop up to, and without, the next; at least 1.</param>
public readonly record struct LatentWalk(int Walks, int Stops, int FramesPerLeg)
{
    /// <summary>Frames in all.</summary>
    public int Frames => Stops * FramesPerLeg;

    /// <summary>Draws all frames.</summary>
    /// <param name="generator">Makes the images.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="grid">Arranges the walks' images.</param>
    /// <param name="classes">Walk w is of class w modulo their number; null for the classes of the seed's first images.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    public IReadOnlyList<GreyImage> Draw(FrozenGenerator generator, ulong seed, ImageGrid grid, IReadOnlyList<int>? classes = null, CancellationToken cancellationToken = default)
    {
        int length = Walks * generator.Manifest.LatentSize;
        float[] stops = new float[Stops * length];
        generator.DrawLatents(stops, new RandomStream(seed, Streams.Serving));
        long[] labels = new long[generator.Manifest.Classes > 0 ? Walks : 0];
        generator.DrawLabels(labels, new RandomStream(seed, Streams.ServingLabels), classes: classes);
        float[] latents = new float[length];
        float[] images = new float[Walks * generator.ImageArea];
        var frames = new List<GreyImage>(Frames);
        for (int frame = 0; frame < Frames; frame++)
        {
            Step(generator.Manifest, stops, frame, latents);
            generator.Run(latents, labels, images, cancellationToken);
            frames.Add(grid.Draw(images, generator.ImageWidth, generator.ImageHeight));
        }

        return frames;
    }

    /// <summary>The latents of one frame: [walks, size], between those of two stops: [stops, walks, size].</summary>
    private void Step(Manifest manifest, ReadOnlySpan<float> stops, int frame, Span<float> latents)
    {
        (int stop, int place) = Math.DivRem(frame, FramesPerLeg);
        ReadOnlySpan<float> from = stops[(stop * latents.Length)..];
        ReadOnlySpan<float> to = stops[((stop + 1) % Stops * latents.Length)..];
        for (int start = 0; start < latents.Length; start += manifest.LatentSize)
        {
            Range latent = start..(start + manifest.LatentSize);
            manifest.LatentDistribution.Between(from[latent], to[latent], place / (float)FramesPerLeg, latents[latent]);
        }
    }
}
