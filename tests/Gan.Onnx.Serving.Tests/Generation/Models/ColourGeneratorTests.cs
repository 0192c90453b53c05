using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Models;

public sealed class ColourGeneratorTests
{
    [Fact]
    public void Makes_images_of_three_channels_in_the_model_s_size()
    {
        using var folder = ModelFolder.Colour();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        Assert.Equal((3, 20, 32), (generator.ImageChannels, generator.ImageHeight, generator.ImageWidth));
        Assert.Equal((640, 1920), (generator.ImageArea, generator.ImageValues));

        // Class 1 has a quarter of the light in red, all of it in green and half of it in blue.
        var images = generator.Generate(2, seed: 5, [1]);
        Assert.Equal(2 * 1920, images.Length);
        for (var pixel = 0; pixel < 640; pixel++)
        {
            var light = images[640 + pixel];
            Assert.Equal(light / 4, images[pixel], 1e-6f);
            Assert.Equal(light / 2, images[1280 + pixel], 1e-6f);
        }
    }

    [Theory]
    [InlineData(GeneratorDevice.Cpu)]
    [InlineData(GeneratorDevice.Cuda)]
    public void Buffers_hold_the_same_for_either_device_however_often_they_are_filled(GeneratorDevice device)
    {
        using var folder = ModelFolder.Colour();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        using var buffers = generator.CreateBuffers(4, device);
        using var options = new Microsoft.ML.OnnxRuntime.RunOptions();
        foreach (var (count, seed, label) in new[] { (2, 5UL, 2), (4, 6UL, 0), (1, 7UL, 1), (2, 8UL, 2) })
        {
            generator.ImagesOf(seed, [label]).Latents(buffers.Latents[..(count * generator.Manifest.LatentSize)]);
            buffers.Labels[..count].Fill(label);

            buffers.Run(count, options);

            Assert.Equal(generator.Generate(count, seed, [label]), buffers.Images[..(count * 1920)].ToArray());
        }
    }

    [Theory]
    [InlineData(2, 28, 28)]
    [InlineData(4, 28, 28)]
    [InlineData(1, 1025, 28)]
    [InlineData(3, 28, 1025)]
    public void Another_shape_is_refused_with_what_there_may_be(int channels, int height, int width)
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { ImageShape = [channels, height, width] });

        var error = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load(folder.Path, threads: 1));

        Assert.Contains(
            "[channels, height, width] with 1 or 3 channels and sides from 1 to 1024, but is "
            + $"[{channels}, {height}, {width}]",
            error.Message);
    }

    [Fact]
    public void A_grey_model_that_calls_itself_coloured_is_refused()
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { ImageShape = [3, 28, 28] });

        var error = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load(folder.Path, threads: 1));

        Assert.Contains("'images' should be float [N, 3, 28, 28], but is float [N, 1, 28, 28]", error.Message);
    }
}
