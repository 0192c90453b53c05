using Gan.Onnx.Generation;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation;

public class FrozenGeneratorTests
{
    [Fact]
    public void Makes_images_of_intensities_from_0_to_1()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.Path, threads: 1);

        float[] images = generator.Generate(5, seed: 7);

        Assert.Equal(5 * 28 * 28, images.Length);
        Assert.All(images, value => Assert.InRange(value, 0, 1));
        Assert.True(images.Max() - images.Min() > 0.5);
    }

    [Fact]
    public void Computes_what_the_model_says()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.Path, threads: 1);
        float[] z = [0.5f, -1, 2, 0.25f];
        float[] image = new float[28 * 28];

        generator.Run(z, image);

        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            double field = Projection(z, pixel / 28, 37) * Projection(z, pixel % 28, 59);
            Assert.Equal(1 / (1 + Math.Exp(-field)), image[pixel], 1e-5);
        }
    }

    [Fact]
    public void An_image_depends_on_seed_and_index_only()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator one = FrozenGenerator.Load(folder.Path, threads: 1);
        using FrozenGenerator two = FrozenGenerator.Load(folder.Path, threads: 2);
        float[] hundred = one.Generate(100, seed: ulong.MaxValue);

        Assert.Equal(hundred[..(16 * 784)], two.Generate(16, seed: ulong.MaxValue));
        Assert.NotEqual(hundred[..784], one.Generate(1, seed: 0));
    }

    [Fact]
    public void Latents_of_image_k_are_block_k_of_the_serving_stream()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.Path, threads: 1);
        float[] z = new float[12];
        for (int k = 0; k < 3; k++)
        {
            new RandomStream(9, Streams.Serving).Normal(z.AsSpan(k * 4, 4), (ulong)k, 0, 1);
        }

        float[] expected = new float[3 * 784];
        generator.Run(z, expected);
        Assert.Equal(expected, generator.Generate(3, seed: 9));
    }

    [Fact]
    public void An_onnx_file_beside_its_manifest_will_do()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.ModelFile, threads: 1);

        Assert.Equal(784, generator.Generate(1, seed: 1).Length);
    }

    [Fact]
    public async Task Serves_several_threads_at_once()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.Path, threads: 2);
        float[][] expected = [.. Enumerable.Range(0, 8).Select(seed => generator.Generate(3, (ulong)seed))];

        await Parallel.ForAsync(0, 400, (i, _) =>
        {
            Assert.Equal(expected[i % 8], generator.Generate(3, (ulong)(i % 8)));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void A_cancelled_call_makes_nothing()
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.Path, threads: 1);

        Assert.Throws<OperationCanceledException>(() => generator.Generate(1, 1, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 784)]
    [InlineData(4, 785)]
    [InlineData(4, 1568)]
    public void Refuses_buffers_that_do_not_fit(int latents, int pixels)
    {
        using var folder = new ModelFolder();
        using FrozenGenerator generator = FrozenGenerator.Load(folder.Path, threads: 1);

        ArgumentException error = Assert.Throws<ArgumentException>(() => generator.Run(new float[latents], new float[pixels]));
        Assert.Contains($"{latents} and {pixels}", error.Message);
    }

    // The weights of make_models.py.
    private static double Projection(float[] z, int column, int step) =>
        Enumerable.Range(0, 4).Sum(row => z[row] * (((((row * 28) + column) * step) % 101) - 50) / 25.0);
}
