using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Models;

public class FrozenGeneratorTests
{
    [Fact]
    public void Makes_images_of_intensities_from_0_to_1()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        var images = generator.Generate(5, seed: 7);

        Assert.Equal(5 * 28 * 28, images.Length);
        Assert.All(images, value => Assert.InRange(value, 0, 1));
        Assert.True(images.Max() - images.Min() > 0.5);
    }

    [Fact]
    public void Computes_what_the_model_says()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        float[] z = [0.5f, -1, 2, 0.25f];
        var image = new float[28 * 28];

        generator.Run(z, default, image);

        for (var pixel = 0; pixel < image.Length; pixel++)
        {
            var field = Projection(z, pixel / 28, 37) * Projection(z, pixel % 28, 59);
            Assert.Equal(1 / (1 + Math.Exp(-field)), image[pixel], 1e-5);
        }
    }

    [Fact]
    public void An_image_depends_on_seed_and_index_only()
    {
        using var folder = new ModelFolder();
        using var one = FrozenGenerator.Load(folder.Path, threads: 1);
        using var two = FrozenGenerator.Load(folder.Path, threads: 2);
        var hundred = one.Generate(100, seed: ulong.MaxValue);

        Assert.Equal(hundred[..(16 * 784)], two.Generate(16, seed: ulong.MaxValue));
        Assert.NotEqual(hundred[..784], one.Generate(1, seed: 0));
    }

    [Fact]
    public void Images_from_a_later_one_on_are_those_of_the_whole()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        var part = new float[3 * 784];

        generator.Generate(part, seed: 9, first: 5);

        Assert.Equal(generator.Generate(8, seed: 9)[(5 * 784)..], part);
    }

    [Fact]
    public void Latents_of_image_k_are_block_k_of_the_serving_stream()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        var z = new float[12];
        for (var k = 0; k < 3; k++)
        {
            new RandomStream(9, Streams.Serving).Normal(z.AsSpan(k * 4, 4), (ulong)k, 0, 1);
        }

        var expected = new float[3 * 784];
        generator.Run(z, default, expected);
        Assert.Equal(expected, generator.Generate(3, seed: 9));
    }

    [Fact]
    public void An_onnx_file_beside_its_manifest_will_do()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.ModelFile, threads: 1);

        Assert.Equal(784, generator.Generate(1, seed: 1).Length);
    }

    [Fact]
    public async Task Serves_several_threads_at_once()
    {
        using var folder = new ModelFolder();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 2);
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
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        Assert.Throws<OperationCanceledException>(() => generator.Generate(1, 1, cancellationToken: new CancellationToken(canceled: true)));
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
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        var error = Assert.Throws<ArgumentException>(() => generator.Run(new float[latents], default, new float[pixels]));
        Assert.Contains($"there are {latents}, 0 and {pixels} values", error.Message);
    }

    [Fact]
    public void A_conditional_generator_makes_the_classes_asked_for_in_turn()
    {
        using var plain = new ModelFolder();
        using var folder = Conditional();
        using var unconditional = FrozenGenerator.Load(plain.Path, threads: 1);
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        var bright = unconditional.Generate(4, seed: 3);

        var images = generator.Generate(4, seed: 3, [9, 0, 4]);

        float[] share = [1, 0.1f, 0.5f, 1];
        Assert.All(
            images.Select((value, i) => (value, i)),
            pixel => Assert.Equal(bright[pixel.i] * share[pixel.i / 784], pixel.value, 1e-6f));
    }

    [Fact]
    public void Classes_that_nobody_asked_for_are_drawn_alike_and_depend_on_seed_and_index_only()
    {
        using var folder = Conditional();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        var labels = new long[10_000];

        generator.ImagesOf(5).Labels(labels);

        Assert.All(Enumerable.Range(0, 10), k => Assert.InRange(labels.Count(label => label == k), 850, 1150));
        Assert.Equal(generator.Generate(100, seed: 5)[..(16 * 784)], generator.Generate(16, seed: 5));
        Assert.Equal(generator.Generate(16, seed: 5), generator.Generate(16, seed: 5, [.. labels.Take(16).Select(label => (int)label)]));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    public void A_class_that_there_is_not_is_refused(int wanted)
    {
        using var folder = Conditional();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        var error = Assert.Throws<ArgumentException>(() => generator.Generate(1, 1, [wanted]));

        Assert.Contains($"Expected classes from 0 to 9, at least one; found [{wanted}].", error.Message, StringComparison.Ordinal);
    }

    private static ModelFolder Conditional()
    {
        var folder = new ModelFolder("conditional");
        folder.WriteManifest(manifest => manifest with { Classes = 10 });
        return folder;
    }

    // The weights of make_models.py.
    private static double Projection(float[] z, int column, int step) =>
        Enumerable.Range(0, 4).Sum(row => z[row] * (((((row * 28) + column) * step) % 101) - 50) / 25.0);
}
