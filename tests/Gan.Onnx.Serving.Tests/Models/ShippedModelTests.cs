using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Models;

/// <summary>The model that the repository ships, as the build lays it beside the program.</summary>
public class ShippedModelTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "models", "default");

    [Fact]
    public void Says_how_it_was_trained()
    {
        using var generator = FrozenGenerator.Load(Folder, threads: 1);

        var training = Assert.IsType<TrainingFigures>(generator.Manifest.Training);
        Assert.True(training.Images >= 60_000, $"it saw {training.Images} images, less than MNIST once");
        Assert.Contains("train --preset", training.Command);
        Assert.Matches("^[0-9a-f]{64}$", training.DataSha256);
    }

    // MNIST's training images: mean intensity 0.131, in the two outermost pixels 0.001; 8.8 % of the pixels are above 0.9.
    [Fact]
    public void Makes_white_strokes_on_black_with_empty_borders()
    {
        using var generator = FrozenGenerator.Load(Folder, threads: 1);
        var images = generator.Generate(1000, seed: 1);

        Assert.InRange(images.Average(), 0.09, 0.18);
        Assert.InRange(images.Where((_, i) => IsBorder(i % 784)).Average(), 0, 0.02);
        Assert.InRange(images.Count(value => value > 0.9) / (double)images.Length, 0.02, 0.15);
    }

    [Fact]
    public void Makes_different_digits_from_different_latents()
    {
        using var generator = FrozenGenerator.Load(Folder, threads: 1);
        var images = generator.Generate(1000, seed: 2);

        // The standard deviation of a pixel across images, averaged over pixels: MNIST's is 0.193, a single shape's nearly 0.
        var deviation = Enumerable.Range(0, 784).Average(pixel =>
        {
            double[] values = [.. Enumerable.Range(0, 1000).Select(image => (double)images[(image * 784) + pixel])];
            var mean = values.Average();
            return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        });
        Assert.InRange(deviation, 0.12, 0.26);
    }

    [Fact]
    public async Task Is_what_the_program_serves_without_any_setting()
    {
        var (server, address) = await ServerProcess.StartAsync(modelPath: "");
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            var image = ImageDecoder.Decode(await client.GetByteArrayAsync("/digits"));

            Assert.Equal((112, 112), (image.Width, image.Height));
            Assert.Contains(Path.Combine(Folder, FrozenGenerator.FileName), server.Output);
        }
    }

    private static bool IsBorder(int pixel) => pixel / 28 is < 2 or > 25 || pixel % 28 is < 2 or > 25;
}
