using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Iterations.Engine;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Networks.Optimizers;

public class MovingAverageTests
{
    private static readonly Preset Averaged = TinyPresets.Scalars() with { Ema = new EmaOptions(20) };

    [Fact]
    public void Old_weight_counts_one_half_after_the_half_life()
    {
        var average = new MovingAverage(HalfLifeImages: 1000, Batch: 100);
        float[] averages = [1, 1, 1, 1, 3, 3, 3, 3];
        float[] weights = [0, 0, 0, 0, 5, 5, 5, 5];

        for (var update = 1; update <= 10; update++)
        {
            average.Update(update, averages, weights);
        }

        Assert.All(averages[..4], value => Assert.Equal(0.5f, value, 1e-6f));
        Assert.All(averages[4..], value => Assert.Equal(4f, value, 1e-5f));
    }

    [Fact]
    public void Constant_weights_stay()
    {
        float[] averages = [0.1f, -2, 3e-8f, 4e8f, 0, 1, 2, 3];
        var weights = averages.ToArray();

        new MovingAverage(50, 16).Update(1, averages, weights);

        Assert.Equal(weights, averages);
    }

    [Fact]
    public void Average_begins_with_the_first_weights_and_follows_each_update()
    {
        using var run = new TinyRun(blocks => new HostEngine(blocks), Averaged);
        var block = run.Blocks[1];
        var expected = block.Values.Span.ToArray();
        Assert.Equal(expected, block.Sampled.Span.ToArray());
        var gain = 1 - Math.Pow(0.5, 8 / 20.0);

        for (var step = 1; step <= 3; step++)
        {
            run.Iterate(step);
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] += (float)(gain * (block.Values.Span[i] - expected[i]));
            }
        }

        Assert.All(expected.Zip(block.Sampled.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.NotEqual(block.Values.Span.ToArray(), block.Sampled.Span.ToArray());
        Assert.Null(run.Blocks[0].Average);
    }

    // 0.2 of 100, 500 and 5,000 images are 20, 100 and 1,000: the last is above the half-life itself.
    [Theory]
    [InlineData(1, 20)]
    [InlineData(5, 100)]
    [InlineData(50, 400)]
    public void Half_life_is_at_most_a_share_of_the_images_so_far(int update, double halfLife)
    {
        var rising = new MovingAverage(HalfLifeImages: 400, Batch: 100, Rampup: 0.2);

        Assert.Equal((float)(1 - Math.Pow(0.5, 100 / halfLife)), rising.Gain(update));
        Assert.Equal((float)(1 - Math.Pow(0.5, 100 / 400.0)), (rising with { Rampup = null }).Gain(update));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.5)]
    public void Host_and_device_average_alike(double? rampup)
    {
        var preset = Averaged with { Ema = new EmaOptions(20, rampup) };
        using var host = new TinyRun(blocks => new HostEngine(blocks), preset);
        using var device = new TinyRun(blocks => new DeviceEngine(blocks, new CpuDevice()), preset);
        for (var step = 1; step <= 4; step++)
        {
            host.Iterate(step);
            device.Iterate(step);
        }

        device.Engine.Download();

        Assert.All(
            host.Blocks[1].Sampled.Span.ToArray().Zip(device.Blocks[1].Sampled.Span.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Averaged_run_is_resumed_to_the_byte_and_freezes_the_average()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Images() with { Ema = new EmaOptions(20, Rampup: 0.4) };
        var (whole, parts) = (Run(folder["whole"], preset), Run(folder["parts"], preset));
        whole.TrainTo(8);

        parts.TrainTo(3);
        parts.TrainTo(8);

        Assert.Equal(whole.Outcome(), parts.Outcome());
        var plain = Run(folder["plain"], preset with { Ema = null });
        plain.TrainTo(8);
        using var averaged = FrozenGenerator.Load(whole.Folder.Path, 1);
        using var last = FrozenGenerator.Load(plain.Folder.Path, 1);
        Assert.NotEqual(last.Generate(1, 1), averaged.Generate(1, 1));
    }

    private static TestRun Run(string path, Preset preset) => new(path, preset, images: 10) { Reports = true };
}
