using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class LayerBuffersTests
{
    [Fact]
    public void Begin_as_vectors_of_length_one_that_follow_from_the_stream()
    {
        using var buffers = new LayerBuffers(TinyPresets.SpectralNorms().CreateDiscriminator());
        using var again = new LayerBuffers(TinyPresets.SpectralNorms().CreateDiscriminator());

        buffers.Initialize(new RandomStream(3, 1));
        again.Initialize(new RandomStream(3, 1));

        Assert.Equal(["discriminator.0.u", "discriminator.3.u"], buffers.Entries.Select(entry => entry.Name));
        Assert.All(buffers.Entries, entry => Assert.Equal(1, Read(buffers, entry).Sum(element => (double)element * element), 1e-6));
        Assert.Equal(buffers.Current.Span.ToArray(), again.Current.Span.ToArray());
        Assert.NotEqual(Read(buffers, buffers.Entries[0])[0], Read(buffers, buffers.Entries[1])[0]);
    }

    [Fact]
    public void Are_carried_on_by_their_own_network_s_step_alone()
    {
        using var run = new TinyRun(blocks => new HostEngine(blocks), TinyPresets.SpectralNorms());
        var (discriminator, generator) = (run.Blocks[0].Buffers, run.Blocks[1].Buffers);
        using var step = run.Engine.Compile(GeneratorStep.Build(TinyPresets.SpectralNorms(), 2).Graph);
        var (left, right) = (discriminator.Current.Span.ToArray(), generator.Current.Span.ToArray());

        run.Engine.Run(step);

        Assert.Equal(left, discriminator.Current.Span.ToArray());
        Assert.NotEqual(right, generator.Current.Span.ToArray());
        Assert.Equal(1, generator.Current.Span.ToArray().Sum(element => (double)element * element), 1e-6);
    }

    [Fact]
    public void Are_the_same_on_host_and_device()
    {
        using var host = new TinyRun(blocks => new HostEngine(blocks), TinyPresets.SpectralNorms());
        using var device = new TinyRun(blocks => new DeviceEngine(blocks, new CpuDevice()), TinyPresets.SpectralNorms());

        for (var step = 1; step <= 3; step++)
        {
            var (left, right) = (host.Iterate(step), device.Iterate(step));
            Assert.Equal(left.Discriminator, right.Discriminator, 1e-6f);
            Assert.Equal(left.Generator, right.Generator, 1e-6f);
        }

        device.Engine.Download();
        foreach (var (left, right) in host.Blocks.Zip(device.Blocks))
        {
            Assert.All(left.Buffers.Current.Span.ToArray().Zip(right.Buffers.Current.Span.ToArray()), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void Survive_a_restart_beside_the_parameters()
    {
        var preset = TinyPresets.SpectralNorms();
        using var block = new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator);

        Assert.Contains(("discriminator.3.u", block.Buffers.Current), block.Persistent().Select(tensor => (tensor.Name, tensor.Buffer)));
    }

    private static float[] Read(LayerBuffers buffers, ParameterEntry entry) =>
        buffers.Current.Span.Slice(entry.Offset, entry.Length).ToArray();
}
