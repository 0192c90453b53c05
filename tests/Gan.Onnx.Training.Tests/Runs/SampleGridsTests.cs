using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Runs;

public class SampleGridsTests
{
    // 10 images in batches of 4: an epoch has 3 steps.
    [Theory]
    [InlineData(3, new[] { "epoch-0001.png" })]
    [InlineData(7, new[] { "epoch-0001.png", "epoch-0002.png", "step-000007.png" })]
    public void Are_written_after_every_epoch_and_where_the_run_stops(int steps, string[] expected)
    {
        using var folder = new TemporaryFolder();

        var run = Train(folder, steps);

        Assert.Equal(expected, Directory.GetFiles(run.Folder.Samples).Select(file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public void Show_16_digits_of_the_generator_four_in_a_row_at_twice_their_size()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder, 3);
        using var generator = FrozenGenerator.Load(run.Folder.Path, 1);
        var (latents, images) = (new float[16 * 3], new float[16 * 784]);
        generator.Space.DrawLatents(latents, new RandomStream(7, TrainingStreams.SampleLatents));
        generator.Run(latents, default, images);
        var expected = new ImageGrid(4, 2).Draw(images, 28, 28);

        var picture = PngReader.Read(Path.Combine(run.Folder.Samples, "epoch-0001.png"));

        Assert.Equal((224, 224), (picture.Width, picture.Height));
        Assert.All(expected.Pixels.ToArray().Zip(picture.Pixels.ToArray()), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.True(picture.Pixels.ToArray().Distinct().Count() > 50, "the picture is flat");
    }

    [Fact]
    public void Show_a_column_for_each_class_where_there_are_labels()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder, 3, TinyPresets.Labels());
        using var generator = FrozenGenerator.Load(run.Folder.Path, 1);
        var (latents, labels, images) = (new float[40 * 3], new long[40], new float[40 * 784]);
        generator.Space.DrawLatents(latents, new RandomStream(7, TrainingStreams.SampleLatents));
        generator.Space.DrawLabels(labels, default, 0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        generator.Run(latents, labels, images);
        var expected = new ImageGrid(10, 2).Draw(images, 28, 28);

        var picture = PngReader.Read(Path.Combine(run.Folder.Samples, "epoch-0001.png"));

        Assert.Equal((560, 224), (picture.Width, picture.Height));
        Assert.All(expected.Pixels.ToArray().Zip(picture.Pixels.ToArray()), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    private static TestRun Train(TemporaryFolder folder, int steps, Preset? preset = null)
    {
        var run = new TestRun(folder["run"], preset ?? TinyPresets.Images(), images: 10) { Reports = true };
        run.TrainTo(steps);
        return run;
    }
}
