using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>Whole trainings: what comes out resembles the data.</summary>
public sealed class LearningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The preset's own promise: mean and deviation within 10 %, and a discriminator that cannot tell within 0.1 where the data lie.
    /// </summary>
    [Fact]
    public void Gaussian_is_learnt_until_the_discriminator_cannot_tell()
    {
        var preset = PresetSource.Load("gaussian-1d", []);
        var run = new TestRun(_folder["run"], preset, preset.Schedule.Seed) { Reports = true };

        run.Train(new TrainingLimit(preset.Schedule.Epochs, null, null), TestRun.Rare);

        var snapshots = JsonNode.Parse(File.ReadAllText(run.Folder.Distributions))!.AsArray();
        Assert.Equal(["start", "midway", "end"], snapshots.Select(snapshot => snapshot!["title"]!.GetValue<string>().Split(' ')[0]));
        var (start, end) = (snapshots[0]!, snapshots[^1]!);
        var (mean, deviation) = Moments(Numbers(end, "samples"));
        Assert.InRange(mean, 4 * 0.9, 4 * 1.1);
        Assert.InRange(deviation, 0.5 * 0.9, 0.5 * 1.1);
        Assert.All(AroundTheData(end), probability => Assert.InRange(probability, 0.4, 0.6));
        Assert.True(Moments(Numbers(start, "samples")).Mean < 2, "the untrained generator was as good");
    }

    /// <summary>
    /// 500 steps of the preset's networks, on bars instead of digits. Measured with four seeds: the mean image's correlation with
    /// that of the data 0.57 to 0.84 (untrained −0.09 to 0.03), its mean 0.22 to 0.26 (untrained 0.5, data 0.13), D(real) 0.73 to
    /// 0.84 and D(fake) 0.22 to 0.42 in the last epoch.
    /// </summary>
    [Fact]
    public void Images_come_to_resemble_the_data()
    {
        const int Images = 640;
        var run = new TestRun(_folder["run"], PresetSource.Load("mlp", []), seed: 42, images: Images);

        run.TrainTo(500);

        var (learnt, data) = (MeanImage(run), TinyImages.Mean(Images));
        Assert.InRange(Correlation(learnt, data), 0.4, 1);
        Assert.InRange(learnt.Average(), TinyImages.Ink - 0.05, 0.3);
        var last = new MetricsLog(run.Folder.Metrics, 500).Lines[^1];
        Assert.InRange(last.RealProbability, 0.6, 0.95);
        Assert.InRange(last.FakeProbability, 0.1, 0.5);
    }

    private static double[] Numbers(JsonNode snapshot, string name) =>
        [.. snapshot[name]!.AsArray().Select(number => number!.GetValue<double>())];

    /// <summary>D(x) for x within two deviations of the data's mean.</summary>
    private static IEnumerable<double> AroundTheData(JsonNode snapshot) =>
        Numbers(
            snapshot, "x").Zip(Numbers(snapshot, "discriminator")).Where(pair => pair.First is >= 3 and <= 5).Select(pair => pair.Second);

    private static (double Mean, double Deviation) Moments(double[] numbers)
    {
        var mean = numbers.Average();
        return (mean, Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean))));
    }

    private static double[] MeanImage(TestRun run)
    {
        const int Count = 256;
        using var generator = FrozenGenerator.Load(run.Folder.Path, 2);
        var (images, mean) = (generator.Generate(Count, seed: 1), new double[784]);
        for (var i = 0; i < images.Length; i++)
        {
            mean[i % mean.Length] += images[i] / (double)Count;
        }

        return mean;
    }

    private static double Correlation(double[] left, double[] right)
    {
        var ((leftMean, leftDeviation), (rightMean, rightDeviation)) = (Moments(left), Moments(right));
        return left.Zip(right).Average(pair => (pair.First - leftMean) * (pair.Second - rightMean)) / (leftDeviation * rightDeviation);
    }
}
