using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Tests.Evaluation.Classifiers;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>Evaluations while training goes on: 24 images in batches of 4, so that an epoch has 6 steps.</summary>
public sealed class RunEvaluationTests : IDisposable
{
    private static readonly LoopCadence EveryOtherEpoch = TestRun.Rare with { Evaluations = 2 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Distances_stand_in_the_epochs_at_which_they_were_due()
    {
        var run = Run("a");
        run.TrainTo(24, EveryOtherEpoch);

        Assert.Equal([false, true, false, true], MetricsLog.Read(run.Folder.Metrics).Select(line => line.FdRandom2k is > 0));
        Assert.All(MetricsLog.Read(run.Folder.Metrics), line => Assert.Null(line.Fd2k));
    }

    [Fact]
    public void Run_that_ends_within_an_epoch_is_evaluated_there()
    {
        var run = Run("a");
        run.TrainTo(8, TestRun.Rare with { Evaluations = 1 });

        Assert.Equal([(6, false), (8, true)], MetricsLog.Read(run.Folder.Metrics).Select(line => (line.Step, line.FdRandom2k is not null)));
    }

    [Fact]
    public void Best_generator_is_kept_frozen()
    {
        var run = Run("a");
        run.TrainTo(24, TestRun.Rare with { Evaluations = 4 });
        var best = RunEvaluation.Best(MetricsLog.Read(run.Folder.Metrics))!;
        var again = Run("b");
        again.TrainTo(best.Step);

        Assert.Equal(best.FdRandom2k, MetricsLog.Read(run.Folder.Metrics).Min(line => line.FdRandom2k));
        using var kept = FrozenGenerator.Load(Path.GetDirectoryName(run.Folder.Best)!, 1);
        using var expected = FrozenGenerator.Load(again.Folder.Generator, 1);
        Assert.Equal(best.Step, kept.Manifest.Training!.Steps);
        Assert.Equal(expected.Generate(3, 5), kept.Generate(3, 5));
    }

    [Fact]
    public void Resumed_run_finds_the_same()
    {
        var (whole, parts) = (Run("a"), Run("b"));
        whole.TrainTo(24, EveryOtherEpoch);
        parts.Train(new TrainingLimit(null, 24, null), EveryOtherEpoch, (loop, sums) =>
        {
            using var stop = new CancellationTokenSource();
            stop.Cancel();
            return loop.Run(sums, stop.Token);
        });
        parts.TrainTo(24, EveryOtherEpoch);

        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
        Assert.Equal(Loaded(whole.Folder.Best), Loaded(parts.Folder.Best));
    }

    [Fact]
    public void Distance_is_that_of_the_frozen_generators_images()
    {
        var run = Run("a");
        using var trainer = run.Create();
        using var evaluation = new TrainingEvaluation(trainer, null);
        var origin = run.Options(new TrainingLimit(null, 1, null)).Origin(new TrainingExtent(0, 0, 6), 0);
        GeneratorExport.Write(run.Folder.Generator, trainer.Preset, trainer.Generator, origin, threads: 1);
        using var generator = FrozenGenerator.Load(run.Folder.Generator, 1);
        var latents = new float[TrainingEvaluation.Samples * trainer.Preset.Latent.Size];
        for (var i = 0; i < TrainingEvaluation.Samples; i++)
        {
            trainer.Preset.Latent.Distribution.Fill(
                latents.AsSpan(i * 3, 3), new RandomStream(7, TrainingStreams.EvaluationLatents), (ulong)i);
        }

        var (pixels, images, real) = (
            new float[TrainingEvaluation.Samples * 784], new byte[TrainingEvaluation.Samples * 784], new float[24 * 784]);
        generator.Run(latents, default, pixels);
        ImageGrid.Quantize(pixels, images);
        for (var step = 0; step < 6; step++)
        {
            trainer.Data.Fill(step, real.AsSpan(step * 4 * 784, 4 * 784));
        }

        using var features = new RandomFeatures(ImageSize.Digits);
        var expected = FrechetDistance.Between(
            features.Of(Array.ConvertAll(real, value => (byte)(value > 0 ? 255 : 0))), features.Of(images));

        Assert.Equal(expected, evaluation.Measure().Random, 1e-3 * expected);
    }

    [Fact]
    public void Classifier_gives_a_second_distance_and_decides()
    {
        var (images, labels) = Blocks.Draw(112);
        using var digits = new ClassifierTrainer(images, labels, epochs: 1, seed: 1);
        using var classifier = new DigitClassifier(ClassifierExport.Write(digits));
        using var trainer = Run("a").Create();
        using var evaluation = new TrainingEvaluation(trainer, classifier);

        var (seen, random) = evaluation.Measure();

        Assert.True(seen > 0 && random > 0 && seen != random);
        Assert.Equal(2, RunEvaluation.Best([Line(1, 5, 1), Line(2, 4, 2), Line(3, 6, 1.5)])!.Step);
        Assert.Equal(1, RunEvaluation.Best([Line(1, null, 1), Line(2, null, 2)])!.Step);
        Assert.Null(RunEvaluation.Best([Line(1, null, null)]));
    }

    [Fact]
    public void Neighbours_are_drawn_at_the_end()
    {
        var run = Run("a");
        run.TrainTo(6, TestRun.Rare with { Evaluations = 1 });
        var picture = PngReader.Read(run.Folder.Nearest);

        Assert.Equal((2 * ((8 * 28) + (7 * 2)), 2 * ((10 * 28) + (9 * 2))), (picture.Width, picture.Height));
    }

    private static MetricsLine Line(long step, double? fd, double? random) =>
        new(step, step, false, 1, 1, 1, 1, 1, 1, 1, Fd2k: fd, FdRandom2k: random);

    private static byte[] Loaded(string path) => File.ReadAllBytes(path);

    private TestRun Run(string name) => new(_folder[name], TinyPresets.Images(), images: 24);
}
