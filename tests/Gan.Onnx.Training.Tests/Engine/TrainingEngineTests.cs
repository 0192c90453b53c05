using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Steps;

namespace Gan.Onnx.Training.Tests.Engine;

public class TrainingEngineTests
{
    [Fact]
    public void Host_and_device_engine_train_alike()
    {
        using var host = new TinyRun(blocks => new HostEngine(blocks));
        using var device = new TinyRun(OnDevice);

        for (var step = 1; step <= 3; step++)
        {
            var (left, right) = (host.Iterate(step), device.Iterate(step));
            Assert.Equal(left.Discriminator, right.Discriminator, 1e-6f);
            Assert.Equal(left.Generator, right.Generator, 1e-6f);
        }

        device.Engine.Download();
        AssertClose(host.Snapshot(), device.Snapshot());
    }

    [Fact]
    public void Training_changes_every_parameter()
    {
        using var run = new TinyRun(blocks => new HostEngine(blocks));
        var before = run.Blocks.Select(block => block.Values.Span.ToArray()).ToArray();

        run.Iterate(1);

        foreach (var (block, values) in run.Blocks.Zip(before))
        {
            Assert.All(block.Entries, entry => Assert.False(
                block.Values.Span.Slice(entry.Offset, entry.Length).SequenceEqual(values.AsSpan(entry.Offset, entry.Length)), entry.Name));
        }
    }

    [Fact]
    public void Kernel_and_graph_of_the_optimizer_agree_on_gradients_of_all_magnitudes()
    {
        using var host = new TinyRun(blocks => new HostEngine(blocks));
        using var device = new TinyRun(OnDevice);
        for (var step = 1; step <= 5; step++)
        {
            foreach (var run in new[] { host, device })
            {
                run.Engine.Download();
                var random = new Random(step);
                foreach (var block in run.Blocks)
                {
                    foreach (ref var gradient in block.Gradients.Span)
                    {
                        gradient = (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-12, 6));
                    }
                }

                run.Engine.Upload();
                Assert.All(run.Blocks, block => Assert.True(run.Engine.Update(block.Network.Name, step)));
            }
        }

        device.Engine.Download();
        AssertClose(host.Snapshot(), device.Snapshot());
    }

    [Fact]
    public void Upload_and_download_keep_every_bit()
    {
        using var run = new TinyRun(OnDevice);
        var random = new Random(1);
        run.Fill(() => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
        var before = run.Snapshot();

        run.Engine.Upload();
        run.Fill(() => 0);
        run.Engine.Download();

        Assert.Equal(before.Select(BitConverter.SingleToInt32Bits), run.Snapshot().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Host_engine_reports_a_gradient_that_is_not_finite()
    {
        using var run = new TinyRun(blocks => new HostEngine(blocks));
        var block = run.Blocks[0];
        block.Gradients.Span[block.Entries[^1].Offset] = float.NaN;

        Assert.False(run.Engine.Update(Preset.DiscriminatorName, 1));
    }

    [Fact]
    public void Cuda_trains_like_the_cpu_or_says_what_it_needs()
    {
        using var host = new TinyRun(blocks => new HostEngine(blocks));
        TinyRun cuda;
        try
        {
            cuda = new TinyRun(blocks => TrainingEngine.Create("cuda", blocks));
        }
        catch (EngineException exception)
        {
            Assert.StartsWith("Device cuda: ONNX Runtime cannot use a GPU here (", exception.Message, StringComparison.Ordinal);
            Assert.EndsWith("Install them, or use --device cpu.", exception.Message, StringComparison.Ordinal);
            return;
        }

        using (cuda)
        {
            Assert.Equal(host.Iterate(1).Discriminator, cuda.Iterate(1).Discriminator, 1e-3f);
        }
    }

    [Fact]
    public void Unknown_device_is_refused() => Assert.Equal(
        "Device 'tpu' is unknown. Use cpu or cuda.", Assert.Throws<EngineException>(() => TrainingEngine.Create("tpu", [])).Message);

    [Fact]
    public void Input_that_the_graph_lacks_is_refused()
    {
        using var run = new TinyRun(blocks => new HostEngine(blocks));
        using var graph = run.Engine.Compile(JudgementGraph.Build(TinyPresets.Scalars(), 2).Graph);

        Assert.Equal(
            "Graph 'discriminator_judgement' has no input to feed 'z'. It has images.",
            Assert.Throws<EngineException>(() => graph.Input("z").Length).Message);
        Assert.Equal(
            "Graph 'discriminator_judgement' has no output to read 'loss'. It has probability.",
            Assert.Throws<EngineException>(() => graph.Scalar("loss")).Message);
    }

    private static DeviceEngine OnDevice(IReadOnlyList<ParameterBlock> blocks) => new(blocks, new CpuDevice());

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(Math.Abs(pair.First), 1e-3)));
    }
}
