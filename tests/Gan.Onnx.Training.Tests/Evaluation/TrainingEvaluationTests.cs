using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Evaluation;

/// <summary>Which images a generator in training is compared with, and which of its own are shown.</summary>
public sealed class TrainingEvaluationTests : IDisposable
{
    private const int MostReal = 10_000;

    // 34 batches are more than ten thousand images, and none ends there.
    private const int Batch = 300;
    private const int Images = 36 * Batch;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Distance_is_to_the_first_ten_thousand_images_of_the_first_epoch()
    {
        var bars = Measure((image, _) => image);

        Assert.Equal(bars, Measure((image, place) => place < MostReal ? image : 255));
        Assert.NotEqual(bars, Measure((image, place) => place < MostReal - 1 ? image : 255));
        Assert.Equal(Math.Round(bars.Random, 4), bars.Random);
    }

    [Fact]
    public void Measured_again_it_is_the_same()
    {
        using var trainer = new TestRun(_folder["a"], TinyPresets.Images(), images: 24).Create();
        using var evaluation = new TrainingEvaluation(trainer, null);

        Assert.Equal(evaluation.Measure(), evaluation.Measure());
    }

    [Fact]
    public void Neighbours_are_those_of_the_first_ten_images_among_all_training_images()
    {
        using var trainer = new TestRun(_folder["a"], TinyPresets.Images(), images: 24).Create();
        var images = FrozenImages(trainer);
        var train = InOrder(trainer.Data, ((ITableSource)trainer.Data).Table);

        using var evaluation = new TrainingEvaluation(trainer, null);

        var nearest = NearestNeighbours.Find(images, train, MnistOptions.Pixels, 7, threads: 1);
        var expected = NeighbourPicture.Draw(images, train, nearest, ImageSize.Digits);
        Assert.Equal(expected.Pixels.ToArray(), evaluation.Neighbours().Pixels.ToArray());
    }

    [Fact]
    public void Generator_is_normalised_by_what_it_would_be_frozen_with()
    {
        var preset = TinyPresets.Images() with
        {
            Generator = TinyPresets.Images().Generator with
            {
                Layers = [new Linear(3, 784), new Unflatten(1, 28, 28), new BatchNorm2d(1, 1e-3, true, true), new Flatten(), new Tanh()],
            },
        };
        using var trainer = new TestRun(_folder["a"], preset, images: 24).Create();
        using var evaluation = new TrainingEvaluation(trainer, null);
        var (images, picture) = (FrozenImages(trainer), evaluation.Neighbours());

        var shown = Enumerable.Range(0, images.Length).Select(i => picture.Row((60 * (i / 784)) + (2 * (i % 784 / 28)))[2 * (i % 28)]);

        Assert.True(images.Distinct().Count() > 100);
        Assert.All(images.Zip(shown), pixel => Assert.InRange((int)pixel.Second, pixel.First - 1, pixel.First + 1));
    }

    /// <summary>The first ten images of the generator, frozen as it is now, from the latents of evaluations.</summary>
    private byte[] FrozenImages(Trainer trainer)
    {
        var origin = new GeneratorOrigin(trainer.Seed, new string('d', 64), "0.0.0", "train", new TrainingExtent(0, 0, 6), 0);
        GeneratorExport.Write(_folder["frozen/generator.onnx"], trainer.Preset, trainer.Generator, origin, threads: 1);
        using var generator = FrozenGenerator.Load(_folder["frozen"], 1);
        var latents = new float[10 * 3];
        for (var i = 0; i < 10; i++)
        {
            trainer.Preset.Latent.Distribution.Fill(
                latents.AsSpan(i * 3, 3), new RandomStream((ulong)trainer.Seed, TrainingStreams.EvaluationLatents), (ulong)i);
        }

        var (pixels, images) = (new float[10 * MnistOptions.Pixels], new byte[10 * MnistOptions.Pixels]);
        generator.Run(latents, default, pixels);
        ImageGrid.Quantize(pixels, images);
        return images;
    }

    /// <summary>Measures against images of one grey each.</summary>
    /// <param name="grey">What becomes of item k's grey, k % 200 + 20, at its place in the first epoch.</param>
    private static TrainingDistances Measure(Func<int, int, int> grey)
    {
        var preset = TinyPresets.Images() with { Data = new MnistOptions([-1, 1], Batch, LastBatch.Keep, HoldOut: 0) };
        var pixels = new byte[Images * MnistOptions.Pixels];
        var place = 0;
        foreach (var row in Rows(Data(pixels)))
        {
            pixels.AsSpan((int)row * MnistOptions.Pixels, MnistOptions.Pixels).Fill((byte)grey(((int)row % 200) + 20, place++));
        }

        using var trainer = new Trainer(preset, 7, Data(pixels), blocks => new HostEngine(blocks));
        using var evaluation = new TrainingEvaluation(trainer, null);
        return evaluation.Measure();
    }

    private static ImageBatches Data(byte[] pixels) => new(
        IdxFile.Of("greys", [Images, MnistOptions.Side, MnistOptions.Side], pixels),
        Batch,
        LastBatch.Keep,
        new GreyScale(-1, 1),
        new RandomStream(7, TrainingStreams.Data));

    private static IEnumerable<long> Rows(ITableSource data) => Enumerable.Range(0, (int)data.StepsPerEpoch).SelectMany(step =>
    {
        var rows = new long[data.BatchSize(step)];
        data.FillRows(step, rows);
        return rows;
    });

    private static byte[] InOrder(IDataSource data, ReadOnlySpan<byte> table)
    {
        var images = new List<byte>();
        foreach (var row in Rows((ITableSource)data))
        {
            images.AddRange(table.Slice((int)row * MnistOptions.Pixels, MnistOptions.Pixels));
        }

        return [.. images];
    }
}
