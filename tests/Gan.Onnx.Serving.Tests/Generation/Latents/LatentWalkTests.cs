using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Latents;

public class LatentWalkTests
{
    private static readonly ImageGrid Grid = new(2);

    [Fact]
    public void Stops_show_the_images_of_the_seed_in_turn()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        IReadOnlyList<Picture> frames = Draw(new LatentWalk(Walks: 4, Stops: 3, FramesPerLeg: 5), generator, seed: 9);

        Assert.Equal(15, frames.Count);
        var images = generator.Generate(12, seed: 9);
        for (var stop = 0; stop < 3; stop++)
        {
            AssertAlike(Grid.Draw(images.AsSpan(stop * 4 * 784, 4 * 784), 28, 28), frames[stop * 5], 1);
        }
    }

    [Fact]
    public void Walk_is_closed_and_goes_in_small_steps()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        IReadOnlyList<Picture> frames = Draw(new LatentWalk(Walks: 1, Stops: 2, FramesPerLeg: 64), generator, seed: 9);

        var whole = Distance(frames[0], frames[64]);
        Assert.True(whole > 1, "the two stops look the same");
        Assert.All(Enumerable.Range(0, 128), i => Assert.InRange(Distance(frames[i], frames[(i + 1) % 128]), 0, whole / 4));
    }

    [Fact]
    public void Seed_gives_the_same_walk_again()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        var walk = new LatentWalk(2, 2, 3);

        Assert.Equal(Draw(walk, generator, 5).Select(Pixels), Draw(walk, generator, 5).Select(Pixels));
        Assert.NotEqual(Draw(walk, generator, 5).Select(Pixels), Draw(walk, generator, 6).Select(Pixels));
    }

    private static List<Picture> Draw(LatentWalk walk, FrozenGenerator generator, ulong seed)
    {
        var latents = new float[walk.Walks * generator.Space.Size];
        var images = new float[walk.Walks * generator.ImageArea];
        var frames = new List<Picture>();
        for (var frame = 0; frame < walk.Frames; frame++)
        {
            walk.Latents(generator.ImagesOf(seed), frame, latents);
            generator.Run(latents, default, images);
            frames.Add(Grid.Draw(images, generator.ImageWidth, generator.ImageHeight));
        }

        return frames;
    }

    private static byte[] Pixels(Picture image) => image.Pixels.ToArray();

    private static double Distance(Picture first, Picture second) =>
        Pixels(first).Zip(Pixels(second)).Average(pair => Math.Abs(pair.First - pair.Second));

    private static void AssertAlike(Picture expected, Picture found, int tolerance) =>
        Assert.All(Pixels(expected).Zip(Pixels(found)), pair => Assert.InRange(pair.First - pair.Second, -tolerance, tolerance));
}
