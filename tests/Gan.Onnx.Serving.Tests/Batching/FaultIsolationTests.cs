using System.Diagnostics.Metrics;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Tests.Batching;

/// <summary>Whatever one request of a batch does, the others of that batch are answered, with the right images.</summary>
public sealed class FaultIsolationTests : IDisposable
{
    private const int Classes = 5;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<IDisposable> _owned = [];
    private readonly ServingMetrics _metrics;

    public FaultIsolationTests() => _metrics = new ServingMetrics(_services.GetRequiredService<IMeterFactory>());

    public void Dispose()
    {
        _owned.AsEnumerable().Reverse().ToList().ForEach(each => each.Dispose());
        _services.Dispose();
    }

    [Theory]
    [InlineData("five-classes", "throws", typeof(InvalidDataException))]
    [InlineData("five-classes", "a class too large", typeof(ArgumentOutOfRangeException))]
    [InlineData("five-classes", "a class below 0", typeof(ArgumentOutOfRangeException))]
    [InlineData("five-classes", "no numbers", typeof(ArithmeticException))]
    [InlineData("good", "infinite", typeof(ArithmeticException))]
    [InlineData("fragile", "ends the run", typeof(OnnxRuntimeException))]
    public async Task A_fault_stays_with_its_request(string model, string fault, Type expected)
    {
        var generator = Load(model);
        using var batcher = new ImageBatcher(generator, new BatchingOptions(1, 8, 10_000), _metrics);
        // The first keeps the only worker busy until all are there, so that they share batches.
        var gate = new Gate();
        var first = Ask(batcher, gate, 1);

        var asked = Enumerable.Range(0, 40)
            .Select(i => i % 10 == 3
                ? (Task: Ask(batcher, new Faulty(fault), 1), Seed: -1)
                : (Task: Ask(batcher, new SeededLatents((ulong)i, 0, null, 1), 1 + (i % 3)), Seed: i))
            .ToList();
        gate.Open();

        (await first)!.Dispose();
        foreach (var (task, seed) in asked)
        {
            if (seed < 0)
            {
                Assert.IsType(expected, await Record.ExceptionAsync(() => task));
                continue;
            }

            using var job = await task;
            Assert.Equal(Quantized(generator, 1 + (seed % 3), (ulong)seed), job!.Pixels);
        }

        Assert.Equal(0, batcher.Waiting);
    }

    [Fact]
    public async Task A_request_of_which_one_image_of_many_batches_fails_fails_and_only_that()
    {
        var generator = Load("good");
        using var batcher = new ImageBatcher(generator, new BatchingOptions(2, 8, 10_000), _metrics);

        var spoilt = Ask(batcher, new FaultyAt(37), 100);
        var good = Ask(batcher, new SeededLatents(3, 0, null, 1), 100);

        Assert.IsType<InvalidDataException>(await Record.ExceptionAsync(() => spoilt));
        using var job = await good;
        Assert.Equal(Quantized(generator, 100, 3), job!.Pixels);
    }

    [Fact]
    public async Task One_that_gives_up_while_the_others_are_run_again_costs_them_nothing()
    {
        var generator = Load("fragile");
        using var batcher = new ImageBatcher(generator, new BatchingOptions(1, 8, 10_000), _metrics);
        using var end = new CancellationTokenSource();
        var gate = new Gate();
        var first = Ask(batcher, gate, 1);
        var poison = Ask(batcher, new Faulty("ends the run"), 1);
        var cancelled = batcher.GenerateAsync(new CancelsWhileFilled(end), 1, end.Token).AsTask();
        var good = Ask(batcher, new SeededLatents(3, 0, null, 1), 5);
        gate.Open();

        (await first)!.Dispose();
        Assert.IsType<OnnxRuntimeException>(await Record.ExceptionAsync(() => poison));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        using var job = await good;
        Assert.Equal(Quantized(generator, 5, 3), job!.Pixels);
    }

    private static Task<ImageJob?> Ask(ImageBatcher batcher, ILatentSource latents, int count) =>
        batcher.GenerateAsync(latents, count, CancellationToken.None).AsTask();

    private static byte[] Quantized(FrozenGenerator generator, int count, ulong seed)
    {
        var greys = new byte[count * generator.ImageArea];
        ImageGrid.Quantize(generator.Generate(count, seed), greys);
        return greys;
    }

    private FrozenGenerator Load(string model)
    {
        var folder = new ModelFolder(model);
        _owned.Add(folder);
        folder.WriteManifest(manifest => manifest with { Classes = model == "five-classes" ? Classes : 0 });
        var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        _owned.Add(generator);
        return generator;
    }

    /// <summary>One image that is made only once the gate is open.</summary>
    private sealed class Gate : ILatentSource
    {
        private readonly ManualResetEventSlim _isOpen = new();

        public void Open() => _isOpen.Set();

        public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels) => _isOpen.Wait();
    }

    private sealed class Faulty(string fault) : ILatentSource
    {
        public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
        {
            latents.Clear();
            labels.Clear();
            switch (fault)
            {
                case "throws":
                    latents.Fill(float.NaN);
                    labels.Fill(-7);
                    throw new InvalidDataException("Nothing can be made of this.");
                case "a class too large":
                    labels.Fill(Classes);
                    break;
                case "a class below 0":
                    labels.Fill(-1);
                    break;
                case "no numbers":
                    latents.Fill(float.NaN);
                    break;
                case "infinite":
                    // Zero times infinity.
                    latents[0] = float.PositiveInfinity;
                    break;
                default:
                    latents[0] = 99;
                    break;
            }
        }
    }

    private sealed class FaultyAt(int image) : ILatentSource
    {
        public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
        {
            latents.Clear();
            labels.Clear();
            if (image >= first && image < first + labels.Length)
            {
                throw new InvalidDataException("Nothing can be made of this.");
            }
        }
    }

    private sealed class CancelsWhileFilled(CancellationTokenSource end) : ILatentSource
    {
        public void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels)
        {
            latents.Clear();
            labels.Clear();
            end.Cancel();
        }
    }
}
