using System.Text.Json.Nodes;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class VerdictTests : IDisposable
{
    private static readonly IterationResult Certain = new(0, 9, 0.995f, 0.004f);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Deviation_is_that_of_each_element_averaged() =>
        Assert.Equal((1.0 + 0 + 2) / 3, Diversity.Deviation([1, 5, -2, 3, 5, 2], 2), 1e-12);

    [Theory]
    [InlineData(999, 0.01, false)]
    [InlineData(1000, 0.01, true)]
    [InlineData(1000, 0.049, true)]
    [InlineData(1000, 0.051, false)]
    [InlineData(1000, 0.2, false)]
    public void Collapse_is_less_than_a_quarter_of_the_datas_diversity_once_there_was_time_to_learn(
        long step, double diversity, bool collapsed) =>
        Assert.Equal(collapsed, Collapse.Of(step, diversity, 0.2) is not null);

    [Fact]
    public void Both_are_said_with_their_figures()
    {
        Assert.Equal("collapse: 64 latents give nearly one image (deviation 0.030, the data 0.207)", $"{Collapse.Of(3000, 0.03, 0.207)}");
        Assert.Equal(
            "domination: the discriminator is certain of every image (D(real) 0.995, D(fake) 0.004 on average)",
            $"{Domination.Of(3000, Certain)}");
    }

    [Fact]
    public void Domination_needs_time_and_both_probabilities()
    {
        Assert.Null(Domination.Of(999, Certain));
        Assert.Null(Domination.Of(3000, Certain with { RealProbability = 0.98f }));
        Assert.Null(Domination.Of(3000, Certain with { FakeProbability = 0.02f }));
        Assert.Null(Domination.Of(3000, Certain with { RealProbability = float.NaN }));
    }

    // 10 images in batches of 4: an epoch has 3 steps, so one of the runs ends within an epoch.
    [Theory]
    [InlineData(1002)]
    [InlineData(1003)]
    public void Generator_that_ignores_its_latents_is_called_collapsed(int steps)
    {
        var (verdicts, diversity) = Train(new Zeros(), steps);

        Assert.Collection(
            verdicts,
            verdict => Assert.StartsWith("collapse: 64 latents give nearly one image (deviation 0.000, the data 0.1", $"{verdict}"),
            verdict => Assert.IsType<Domination>(verdict));
        Assert.InRange(diversity, 0, 0.001);
    }

    [Fact]
    public void Generator_that_follows_its_latents_is_not()
    {
        var (verdicts, diversity) = Train(new UniformFanIn(), 1003);

        Assert.IsType<Domination>(Assert.Single(verdicts));
        Assert.InRange(diversity, 0.1, 0.3);
    }

    [Fact]
    public void Scalars_have_no_diversity()
    {
        var run = new TestRun(_folder["run"], TinyPresets.Scalars());
        run.TrainTo(8);

        Assert.DoesNotContain("diversity", File.ReadAllText(run.Folder.Metrics));
    }

    [Fact]
    public void Memory_is_recorded()
    {
        var run = new TestRun(_folder["run"], TinyPresets.Scalars());
        run.TrainTo(20);

        // The runtime alone has more than 20 MB.
        Assert.All(
            new MetricsLog(run.Folder.Metrics, 20).Lines,
            line => Assert.InRange(ResidentMemory.Metric.Read(line)!.Value, 20, Environment.WorkingSet / 1e6 * 10));
    }

    /// <summary>A generator that stays as it begins, and a discriminator that learns to tell it from the data.</summary>
    private (IReadOnlyList<Verdict> Verdicts, double Diversity) Train(Initializer generator, int steps)
    {
        var images = TinyPresets.Images();
        var preset = images with
        {
            Generator = images.Generator with { Initializer = new InitializerOptions(generator, generator) },
            Loss = new BceWithLogits(RealTarget: 1, FakeTarget: 0, GeneratorTarget: 1),
            Optimizers = images.Optimizers with { Generator = new Adam(1e-12, 0.5, 0.999, 1e-8) },
        };
        var run = new TestRun(_folder["run"], preset, images: 10);
        IReadOnlyList<Verdict> verdicts = [];
        run.Train(new TrainingLimit(null, steps, null), TestRun.Rare, (loop, sums) =>
        {
            Assert.Empty(loop.Verdicts);
            var result = loop.Run(sums, CancellationToken.None);
            verdicts = loop.Verdicts;
            return result;
        });
        var last = JsonNode.Parse(File.ReadLines(run.Folder.Metrics).Last())!;
        return (verdicts, last["diversity"]!.GetValue<double>());
    }
}
