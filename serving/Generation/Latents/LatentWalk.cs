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

    /// <summary>Writes the latents of one frame.</summary>
    /// <param name="images">Those of the seed.</param>
    /// <param name="frame">0 to <see cref="Frames"/> − 1.</param>
    /// <param name="latents">[walks, size].</param>
    public void Latents(SeededImages images, int frame, Span<float> latents)
    {
        var (stop, place) = Math.DivRem(frame, FramesPerLeg);
        var next = (stop + 1) % Stops;
        var size = images.Space.Size;
        for (var walk = 0; walk < Walks; walk++)
        {
            var (from, to) = ((ulong)((stop * Walks) + walk), (ulong)((next * Walks) + walk));
            images.LatentBetween(from, images, to, place / (float)FramesPerLeg, latents.Slice(walk * size, size));
        }
    }
}
