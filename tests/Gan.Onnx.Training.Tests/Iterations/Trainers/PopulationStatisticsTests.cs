using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Iterations.Trainers;

public class PopulationStatisticsTests
{
    private const int Pixels = 14 * 14;
    private const int Channels = 4;

    private static Preset Preset { get; } = TinyPresets.Images() with
    {
        Generator = TinyPresets.Images().Generator with
        {
            Layers =
            [
                new Linear(3, Channels * Pixels),
                new Unflatten(Channels, 14, 14),
                new BatchNorm2d(Channels, 1e-3, true, true),
                new Flatten(),
                new Tanh(),
            ],
        },
    };

    /// <summary>Of a linear map of z from U(−1, 1) they are known: E = b, Var = |w|² / 3, then mixed over the pixels.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Are_those_of_the_whole_population_for_the_weights_that_samples_are_made_with(bool averaged)
    {
        var preset = averaged ? Preset with { Ema = new EmaOptions(100) } : Preset;
        using var block = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average);
        block.Initialize(new RandomStream(1, 2));
        if (averaged)
        {
            foreach (ref var weight in block.Sampled.Span)
            {
                weight *= 3;
            }
        }

        using var engine = new HostEngine([block]);
        using var statistics = new PopulationStatistics(engine, preset, seed: 5);
        var measured = statistics.Measure();

        var (weights, bias) = (Elements(block, "generator.0.weight"), Elements(block, "generator.0.bias"));
        for (var channel = 0; channel < Channels; channel++)
        {
            var pixels = Enumerable.Range(channel * Pixels, Pixels).ToArray();
            var mean = pixels.Average(p => bias[p]);
            var square = pixels.Average(p => (weights.Skip(3 * p).Take(3).Sum(w => (double)w * w) / 3) + ((double)bias[p] * bias[p]));
            var variance = square - (mean * mean);
            Assert.Equal(mean, measured["generator.2.running_mean"][channel], 0.02 * Math.Sqrt(variance));
            Assert.InRange(measured["generator.2.running_var"][channel] / variance, 0.95, 1.05);
        }

        Assert.Equal(measured["generator.2.running_var"], statistics.Measure()["generator.2.running_var"]);
    }

    /// <summary>All 2,000 latents as one batch: the variance between the means of the batches of 50 counts too.</summary>
    [Fact]
    public void Variance_is_that_of_all_latents_together()
    {
        using var block = new ParameterBlock(Preset.CreateGenerator(), Preset.Optimizers.Generator);
        block.Initialize(new RandomStream(1, 2));
        foreach (ref var weight in block.Values.Span)
        {
            // All pixels of a channel rise and fall together, so that the batches' means differ by more than chance.
            weight = Math.Abs(weight);
        }

        using var engine = new HostEngine([block]);
        using var statistics = new PopulationStatistics(engine, Preset, seed: 5);
        var (weights, bias) = (Elements(block, "generator.0.weight"), Elements(block, "generator.0.bias"));
        var (sums, squares) = (new double[Channels], new double[Channels]);
        var latents = new float[50 * 3];
        for (var batch = 0ul; batch < PopulationStatistics.Latents / 50; batch++)
        {
            Preset.Latent.Distribution.Fill(latents, new RandomStream(5, TrainingStreams.StatisticsLatents), batch);
            for (var i = 0; i < latents.Length; i += 3)
            {
                for (var unit = 0; unit < Channels * Pixels; unit++)
                {
                    var value = (double)bias[unit];
                    for (var k = 0; k < 3; k++)
                    {
                        value += (double)weights[(3 * unit) + k] * latents[i + k];
                    }

                    sums[unit / Pixels] += value;
                    squares[unit / Pixels] += value * value;
                }
            }
        }

        var measured = statistics.Measure()["generator.2.running_var"];

        const double count = PopulationStatistics.Latents * Pixels;
        for (var channel = 0; channel < Channels; channel++)
        {
            var pooled = (squares[channel] / count) - Math.Pow(sums[channel] / count, 2);
            Assert.Equal(pooled, measured[channel], 1e-4 * pooled);
        }
    }

    [Fact]
    public void Frozen_image_is_the_same_in_any_batch()
    {
        using var folder = new TemporaryFolder();
        var run = new TestRun(folder["run"], Preset, images: 10) { Reports = true };
        run.TrainTo(6);
        using var generator = FrozenGenerator.Load(run.Folder.Path, 1);
        var (latents, together, alone) = (new float[5 * 3], new float[5 * 784], new float[784]);
        generator.Space.DrawLatents(latents, new RandomStream(1, 1));
        generator.Run(latents, default, together);

        for (var i = 0; i < 5; i++)
        {
            generator.Run(latents.AsMemory(i * 3, 3), default, alone);
            Assert.Equal(together[(i * 784)..((i + 1) * 784)], alone);
        }

        Assert.NotEqual(together[..784], together[784..1568]);
    }

    [Fact]
    public void Normalised_run_is_resumed_to_the_byte()
    {
        using var folder = new TemporaryFolder();
        var preset = Preset with { Ema = new EmaOptions(20) };
        var (whole, parts) = (
            new TestRun(folder["whole"], preset, images: 10) { Reports = true },
            new TestRun(folder["parts"], preset, images: 10) { Reports = true });
        whole.TrainTo(7);

        parts.TrainTo(4);
        parts.TrainTo(7);

        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
    }

    private static float[] Elements(ParameterBlock block, string name)
    {
        var entry = block.Entries.Single(entry => entry.Name == name);
        return block.Sampled.Span.Slice(entry.Offset, entry.Length).ToArray();
    }
}
