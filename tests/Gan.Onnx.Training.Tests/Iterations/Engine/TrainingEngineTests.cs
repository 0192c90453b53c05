using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class TrainingEngineTests
{
    public static TheoryData<string> PresetNames => [.. PresetSource.Names];

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

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Device_engine_trains_every_preset_like_the_host_engine(string name)
    {
        var preset = PresetSource.Load(name, []);
        using var host = new TinyRun(blocks => new HostEngine(blocks), preset);
        using var device = new TinyRun(OnDevice, preset);

        for (var step = 1; step <= 2; step++)
        {
            var (left, right) = (host.Iterate(step), device.Iterate(step));
            Assert.Equal(left.Discriminator, right.Discriminator, 1e-5f);
            Assert.Equal(left.Generator, right.Generator, 1e-5f);
        }

        device.Engine.Download();
        AssertClose(host.Snapshot(), device.Snapshot(), 1e-5);
    }

    /// <summary>
    /// The lowerings round differently, and Adam makes whole steps of the last bits of gradients that are zero: so gradients are compared,
    /// not parameters.
    /// </summary>
    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Conv_nodes_give_the_gradients_of_the_host_engine(string name)
    {
        var preset = PresetSource.Load(name, []);
        using var host = new TinyRun(blocks => new HostEngine(blocks), preset);
        using var device = new TinyRun(blocks => new DeviceEngine(blocks, new CpuWithLowering(Lowering.Conv)), preset);

        var (left, right) = (host.Iterate(1), device.Iterate(1));

        Assert.Equal(left.Discriminator, right.Discriminator, 1e-4f);
        Assert.Equal(left.Generator, right.Generator, 1e-4f);
        device.Engine.Download();
        foreach (var (expected, actual) in host.Blocks.Zip(device.Blocks))
        {
            var (size, error) = (0.0, 0.0);
            for (var i = 0; i < expected.Gradients.Length; i++)
            {
                size += Math.Pow(expected.Gradients.Span[i], 2);
                error += Math.Pow(expected.Gradients.Span[i] - actual.Gradients.Span[i], 2);
            }

            Assert.True(error <= 1e-6 * size, $"{expected.Network.Name}: {Math.Sqrt(error)} of {Math.Sqrt(size)}");
        }
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

                run.Engine.Upload(step: 0);
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

        run.Engine.Upload(step: 0);
        run.Fill(() => 0);
        run.Engine.Download();

        Assert.Equal(before.Select(BitConverter.SingleToInt32Bits), run.Snapshot().Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData(float.NaN, false)]
    [InlineData(float.NegativeInfinity, false)]
    [InlineData(1e25f, false)]
    [InlineData(1e15f, true)]
    public void Engines_report_gradients_that_are_not_finite_or_have_too_large_a_square(float gradient, bool expected)
    {
        Func<IReadOnlyList<ParameterBlock>, TrainingEngine>[] engines = [blocks => new HostEngine(blocks), OnDevice];
        Assert.All(engines, engine =>
        {
            using var run = new TinyRun(engine);
            var block = run.Blocks[0];
            block.Gradients.Span[block.Entries[^1].Offset] = gradient;
            run.Engine.Upload(step: 0);

            Assert.Equal(expected, run.Engine.Update(Preset.DiscriminatorName, 1));
            Assert.True(run.Engine.Update(Preset.GeneratorName, 1));
        });
    }

    [Fact]
    public void Device_engine_runs_on_addresses_that_change_with_the_sets_of_tensors_alone()
    {
        using var run = new TinyRun(OnDevice);
        var engine = (DeviceEngine)run.Engine;
        var (discriminator, generator) = ((DeviceGraph)run.Steps.Discriminator, (DeviceGraph)run.Steps.Generator);
        var seen = new List<(IReadOnlyDictionary<string, nint> Discriminator, IReadOnlyDictionary<string, nint> Generator)>();
        for (var step = 1; step <= 6; step++)
        {
            var before = run.Blocks[1].Entries.ToDictionary(entry => entry.Name, entry => engine.AddressOf(entry.Name));
            run.Iterate(step);
            seen.Add((discriminator.Addresses, generator.Addresses));

            // What was bound is what the engine trains: the generator's parameters before its update, in both steps.
            Assert.All(before, tensor => Assert.Equal(tensor.Value, seen[^1].Discriminator[tensor.Key]));
            Assert.All(before, tensor => Assert.Equal(tensor.Value, seen[^1].Generator[tensor.Key]));
        }

        for (var step = 2; step < seen.Count; step++)
        {
            Assert.Equal(seen[step - 2].Discriminator, seen[step].Discriminator);
            Assert.Equal(seen[step - 2].Generator, seen[step].Generator);
        }

        var parameters = run.Blocks.SelectMany(block => block.Entries).Select(entry => entry.Name).ToHashSet();
        Assert.All(seen[0].Discriminator, tensor =>
            Assert.Equal(!parameters.Contains(tensor.Key), tensor.Value == seen[1].Discriminator[tensor.Key]));
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
        using var graph = run.Engine.Compile(DiscriminatorGraph.Build(TinyPresets.Scalars(), 2).Graph);

        Assert.Equal(
            "Graph 'discriminator_judgement' has no input to feed 'z'. It has images.",
            Assert.Throws<EngineException>(() => graph.Input("z").Length).Message);
        Assert.Equal(
            "Graph 'discriminator_judgement' has no output to read 'loss'. It has probability.",
            Assert.Throws<EngineException>(() => graph.Scalar("loss")).Message);
    }

    private static DeviceEngine OnDevice(IReadOnlyList<ParameterBlock> blocks) => new(blocks, new CpuDevice());

    private static void AssertClose(float[] expected, float[] actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(Math.Abs(pair.First), 1e-3)));
    }
}
