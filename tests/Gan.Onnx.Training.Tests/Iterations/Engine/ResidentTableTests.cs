using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

/// <summary>A table of bytes in a device's memory and what is gathered from it, on the CPU provider.</summary>
public sealed class ResidentTableTests : IDisposable
{
    private const int Images = 10;
    private const int Bytes = Images * MnistOptions.Pixels;

    private readonly List<IDisposable> _owned = [];

    public void Dispose()
    {
        _owned.Reverse();
        _owned.ForEach(owned => owned.Dispose());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(-0.3, 0.9)]
    public void Gathered_images_are_the_fed_ones_to_the_bit(double low, double high)
    {
        var data = TinyImages.Open(new MnistOptions([low, high], 4, LastBatch.Keep, HoldOut: 0), 3, Images);
        var real = Own(new RealItems(Device(), data));
        Assert.True(real.IsResident);
        for (var step = 0; step < 7; step++)
        {
            var (expected, batch) = (new float[data.BatchSize(step) * MnistOptions.Pixels], data.BatchSize(step));
            data.Fill(step, expected);
            var graph = Identity(real, batch);

            real.Gather(step, graph);
            _engine!.Run(graph);

            Assert.Equal(
                expected.Select(BitConverter.SingleToInt32Bits), graph.Output("same").ToArray().Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(graph.Output("same"), graph.Source!.Output(EngineGraph.Images));
        }
    }

    [Fact]
    public void Every_grey_level_is_the_host_s_to_the_bit()
    {
        var scale = new GreyScale(-0.3f, 0.9f);
        byte[] levels = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];
        var expected = new float[256];
        scale.Map(levels, expected);
        var engine = Device();
        Assert.True(engine.Keep(GatherGraph.Items, Shape.Of(2, 128), levels));
        var gather = Own(engine.Compile(GatherGraph.Build(Shape.Of(2, 128), scale.Levels(), 2)));

        new long[] { 1, 0 }.CopyTo(gather.Input<long>(GatherGraph.Rows));
        engine.Run(gather);

        Assert.Equal([.. expected[128..], .. expected[..128]], gather.Output(EngineGraph.Images).ToArray());
    }

    [Fact]
    public void All_steps_of_all_variants_use_one_tensor_of_images_at_one_address()
    {
        var trainer = Own(
            new Trainer(Relativistic(), 5, TinyImages.Open(Options, 5, 8), blocks => new DeviceEngine(blocks, new CpuDevice())));
        var seen = new HashSet<(nint Table, nint Rows, nint Images)>();
        for (var step = 0; step < 5; step++)
        {
            trainer.Iterate();
            var (discriminator, generator) = trainer.StepsOf(4);
            var gather = (DeviceGraph)discriminator.Source!;
            var images = gather.Addresses[EngineGraph.Images];
            seen.Add((gather.Addresses[GatherGraph.Items], gather.Addresses[GatherGraph.Rows], images));
            Assert.Same(gather, generator.Source);
            Assert.Equal([GatherGraph.Rows], gather.Feeds.Select(feed => feed.Name));
            Assert.False(discriminator.Takes(EngineGraph.Images) || generator.Takes(EngineGraph.Images));
            Assert.Equal(images, ((DeviceGraph)discriminator).Addresses[EngineGraph.Images]);
            Assert.Equal(images, ((DeviceGraph)generator).Addresses[EngineGraph.Images]);
            Assert.Equal(1, gather.Variants);
        }

        Assert.Single(seen);
    }

    [Theory]
    [InlineData(Bytes, true)]
    [InlineData(Bytes - 1, false)]
    public void Table_is_kept_when_it_fits_and_is_fed_otherwise(long tableBytes, bool expected)
    {
        var real = Own(new RealItems(Device(tableBytes), TinyImages.Open(Options, 5, Images)));

        Assert.Equal(expected, real.IsResident);
        Assert.Equal(expected, real.Source(4) is not null);
    }

    [Fact]
    public void Tables_share_one_budget()
    {
        var engine = Device(tableBytes: 5);

        Assert.True(engine.Keep("a", Shape.Of(3), [1, 2, 3]));
        Assert.False(engine.Keep("b", Shape.Of(3), [1, 2, 3]));
        Assert.True(engine.Keep("b", Shape.Of(2), [1, 2]));
    }

    [Fact]
    public void Host_engine_and_data_without_a_table_are_fed()
    {
        Assert.False(Own(new RealItems(Own(new HostEngine([])), TinyImages.Open(Options, 5, Images))).IsResident);
        Assert.False(Own(new RealItems(Device(), new GaussianSource(0, 1, 4, 4, new RandomStream(1, 0)))).IsResident);
    }

    [Fact]
    public void Table_of_another_size_than_its_shape_is_refused() => Assert.Contains(
        "Table 'a' [2,2] takes 4 bytes, 3 were given.",
        Assert.Throws<ArgumentException>(() => Device().Keep("a", Shape.Of(2, 2), [1, 2, 3])).Message);

    [Fact]
    public void Input_of_rows_takes_integers_alone()
    {
        var gather = Own(new RealItems(Device(), TinyImages.Open(Options, 5, Images))).Source(4)!;

        Assert.Equal(
            "Graph 'gather': input 'rows' is Int64, and was to be fed with Single. Ask for its own type.",
            Assert.Throws<EngineException>(() => gather.Input(GatherGraph.Rows).Length).Message);
    }

    [Fact]
    public void Source_of_another_batch_is_refused()
    {
        var real = Own(new RealItems(Device(), TinyImages.Open(Options, 5, Images)));

        Assert.Equal(
            "Graph 'same': input 'images' is Float [3,784], but the output of 'gather' under that name is Float [4,784]. "
            + "Build both for the same batch.",
            Assert.Throws<EngineException>(() => _engine!.Compile(Same(3), real.Source(4))).Message);
    }

    [Fact]
    public void Host_engine_too_runs_a_graph_on_another_one_s_outputs()
    {
        var engine = Own(new HostEngine([]));
        var first = new GraphBuilder("first");
        first.Output("y", first.Input("x", Shape.Of(2)) * 3);
        var second = new GraphBuilder("second");
        second.Output("z", second.Input("y", Shape.Of(2)) + 1);
        var source = Own(engine.Compile(first));
        var graph = Own(engine.Compile(second, source));

        new[] { 1f, 2f }.CopyTo(source.Input("x"));
        engine.Run(source);
        engine.Run(graph);

        Assert.Equal([4f, 7f], graph.Output("z").ToArray());
        Assert.Empty(graph.Feeds);
        Assert.Equal(["y"], graph.Borrowed.Select(tensor => tensor.Name));
    }

    private static MnistOptions Options { get; } = new([-1, 1], 4, LastBatch.Keep, HoldOut: 0);

    private static Preset Relativistic() => TinyPresets.Images() with { Loss = new Training.Networks.Losses.Relativistic() };

    private DeviceEngine? _engine;

    private DeviceEngine Device(long tableBytes = Bytes)
    {
        var preset = TinyPresets.Scalars();
        var block = Own(new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator));
        return _engine = Own(new DeviceEngine([block], new CpuDevice(), tableBytes));
    }

    private CompiledGraph Identity(RealItems real, int batch) => Own(_engine!.Compile(Same(batch), real.Source(batch)));

    private static GraphBuilder Same(int batch)
    {
        var graph = new GraphBuilder("same");
        graph.Output("same", graph.Input(EngineGraph.Images, Shape.Of(batch, MnistOptions.Pixels)).Detach());
        return graph;
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
