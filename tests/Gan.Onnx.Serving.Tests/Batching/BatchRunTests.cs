using System.Diagnostics.Metrics;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Tests.Batching;

/// <summary>How often the generator is run for a batch in which something goes wrong: no more than the others need.</summary>
public sealed class BatchRunTests : IDisposable
{
    private const int LargestBatch = 8;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<IDisposable> _owned = [];
    private readonly ServingMetrics _metrics;
    private readonly ServerFigures _figures;

    public BatchRunTests()
    {
        _metrics = new ServingMetrics(_services.GetRequiredService<IMeterFactory>());
        _figures = new ServerFigures(_services);
    }

    public void Dispose()
    {
        _owned.AsEnumerable().Reverse().ToList().ForEach(each => each.Dispose());
        _figures.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData("five-classes", 5)]
    // Whose run what was left behind would end.
    [InlineData("fragile", 0)]
    public void Latents_that_cannot_be_made_cost_the_others_no_second_run(string model, int classes)
    {
        var generator = Load(model, classes);
        var (first, faulty, last) = (Seeded(generator, 1, 3), Faulty(generator, 2, Throw), Seeded(generator, 2, 3));
        using var batch = Make(generator, first, faulty, last);

        Assert.Equal([faulty], batch.Failures.Keys);
        Assert.IsType<InvalidDataException>(batch.Failures[faulty]);
        Assert.Equal((8, 0), (_figures.Sum("gan.images"), _figures.Sum("gan.run.failures")));
        Assert.Equal(Quantized(generator, 3, seed: 1), first.Pixels);
        Assert.Equal(Quantized(generator, 3, seed: 2), last.Pixels);
    }

    [Fact]
    public void What_cannot_be_made_at_all_is_not_run()
    {
        var generator = Load("five-classes", classes: 5);
        using var batch = Make(generator, Faulty(generator, 1, Throw), Faulty(generator, 1, TooLargeAClass));

        Assert.Equal(2, batch.Failures.Count);
        Assert.Equal((0, 0), (_figures.Sum("gan.images"), _figures.Sum("gan.run.failures")));
    }

    [Fact]
    public void A_run_for_one_request_that_fails_is_not_tried_again()
    {
        var generator = Load("fragile");
        using var batch = Make(generator, Faulty(generator, 2, EndTheRun));

        Assert.IsType<OnnxRuntimeException>(Assert.Single(batch.Failures).Value);
        Assert.Equal((0, 1), (_figures.Sum("gan.images"), _figures.Sum("gan.run.failures")));
    }

    [Fact]
    public void After_a_run_that_failed_each_request_that_may_yet_succeed_is_run_by_itself_in_powers_of_two()
    {
        var generator = Load("fragile");
        var asked = 0;
        var cancelled = Seeded(generator, 9, 1);
        cancelled.IsCancelled = true;
        var faulty = Faulty(generator, 1, (latents, labels) =>
        {
            asked++;
            Throw(latents, labels);
        });
        var (poison, good) = (Faulty(generator, 1, EndTheRun), Seeded(generator, 3, 5));
        using var batch = Make(generator, poison, cancelled, faulty, good);

        Assert.Equal([faulty, poison], batch.Failures.Keys.OrderBy(job => batch.Failures[job] is OnnxRuntimeException));
        Assert.Equal(1, asked);
        // All together, and the poison; 4 and 1 of the good one's.
        Assert.Equal((5, 2), (_figures.Sum("gan.images"), _figures.Sum("gan.run.failures")));
        Assert.Equal(Quantized(generator, 5, seed: 3), good.Pixels);
    }

    [Theory]
    [InlineData(5, "Expected classes from 0 to 4; found [0, 5].")]
    [InlineData(-1, "Expected classes from 0 to 4; found [0, -1].")]
    [InlineData(4, null)]
    [InlineData(0, null)]
    public void A_class_that_the_model_does_not_have_is_named(long label, string? message)
    {
        var generator = Load("five-classes", classes: 5);
        var job = Faulty(generator, 2, (_, labels) => labels[1] = label);
        using var batch = Make(generator, job);

        Assert.StartsWith(message ?? "", batch.Failures.GetValueOrDefault(job)?.Message ?? "");
        Assert.Equal(message is null ? 0 : 1, batch.Failures.Count);
    }

    [Fact]
    public void A_batch_is_empty_when_it_is_ready_to_be_filled_again()
    {
        var generator = Load("fragile");
        using var batch = Make(generator, Faulty(generator, 2, EndTheRun));
        batch.Options.Terminate = true;

        batch.Clear();

        Assert.Equal((0, 0, 0, false), (batch.Count, batch.Parts.Count, batch.Failures.Count, batch.Options.Terminate));
    }

    private static ImageJob Seeded(FrozenGenerator generator, ulong seed, int count) =>
        new(generator, new SeededLatents(seed, 0, null, 1), count);

    private static ImageJob Faulty(FrozenGenerator generator, int count, Spoil spoil) => new(generator, new Spoilt(spoil), count);

    private static void Throw(Span<float> latents, Span<long> labels)
    {
        latents.Fill(99);
        labels.Fill(-7);
        throw new InvalidDataException("Nothing can be made of this.");
    }

    private static void TooLargeAClass(Span<float> latents, Span<long> labels) => labels[0] = 99;

    private static void EndTheRun(Span<float> latents, Span<long> labels) => latents[0] = 99;

    private static byte[] Quantized(FrozenGenerator generator, int count, ulong seed)
    {
        var greys = new byte[count * generator.ImageArea];
        ImageGrid.Quantize(generator.Generate(count, seed), greys);
        return greys;
    }

    private ImageBatch Make(FrozenGenerator generator, params ImageJob[] jobs)
    {
        using var run = new BatchRun(generator, LargestBatch, _metrics);
        var batch = new ImageBatch();
        foreach (var job in jobs)
        {
            batch.Parts.Add((job, 0, job.Count));
            batch.Count += job.Count;
        }

        run.Make(batch);
        return batch;
    }

    private FrozenGenerator Load(string model, int classes = 0)
    {
        var folder = new ModelFolder(model);
        _owned.Add(folder);
        folder.WriteManifest(manifest => manifest with { Classes = classes });
        var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        _owned.Add(generator);
        return generator;
    }

    private delegate void Spoil(Span<float> latents, Span<long> labels);

    private sealed class Spoilt(Spoil spoil) : ILatentSource
    {
        public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
        {
            latents.Clear();
            labels.Clear();
            spoil(latents, labels);
        }
    }
}
