using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Latents;

public class SeededImagesTests
{
    private static readonly LatentSpace Space = new(3, new NormalLatent(0, 1), 10);

    [Fact]
    public void Image_k_is_block_k_of_the_seed_wherever_a_batch_starts()
    {
        var expected = new float[3];
        var found = new float[6];
        new RandomStream(7, Streams.Serving).Normal(expected, block: 5, mean: 0, std: 1);

        new SeededImages(Space, 7).Latents(found, first: 4);

        Assert.Equal(expected, found[3..]);
    }

    [Fact]
    public void Classes_asked_for_come_in_turn_by_the_index_of_the_image()
    {
        var labels = new long[4];

        new SeededImages(Space, 7, [3, 1, 4]).Labels(labels, first: 2);

        Assert.Equal([4, 3, 1, 4], labels);
    }

    [Theory]
    [InlineData(0, 7, 2)]
    [InlineData(1, 8, 5)]
    public void Latent_between_two_images_starts_at_one_and_ends_at_the_other(float position, ulong seed, ulong image)
    {
        var expected = new float[3];
        var found = new float[3];
        new SeededImages(Space, seed).Latents(expected, image);

        new SeededImages(Space, 7).LatentBetween(2, new SeededImages(Space, 8), 5, position, found);

        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }
}
