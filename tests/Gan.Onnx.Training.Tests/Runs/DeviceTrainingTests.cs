using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>
/// Whole runs on the device engine, with the CPU provider as the device: allocated tensors, bindings, two sets of tensors, optimizer
/// graphs, gathered images.
/// </summary>
public class DeviceTrainingTests
{
    // A partial batch at the end of the epoch, kept by all: 10 or 9 images in batches of 4.
    private const int Images = 10;
    private const int Steps = 7;

    public static TheoryData<string> PresetNames => ["plain", "relativistic with penalties", "labels and images held out", "mlp"];

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Device_with_a_table_gives_the_parameters_of_the_host(string name)
    {
        var (host, device) = (Parameters(name, blocks => new HostEngine(blocks)), Parameters(name, WithTable));

        Assert.Equal(host.Length, device.Length);
        Assert.All(host.Zip(device), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(Math.Abs(pair.First), 1e-3)));
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Data_that_do_not_fit_are_fed_and_give_the_same_bits(string name)
    {
        var (gathered, fed) = (Parameters(name, WithTable), Parameters(name, WithoutTable));

        Assert.Equal(gathered.Select(BitConverter.SingleToInt32Bits), fed.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Stopped_run_goes_on_as_if_it_had_never_stopped(string name)
    {
        using var folder = new TemporaryFolder();
        var (whole, parts) = (Run(folder["whole"], name, WithTable), Run(folder["parts"], name, WithTable));
        whole.TrainTo(Steps);

        parts.TrainTo(2);
        parts.TrainTo(3);
        parts.TrainTo(Steps);

        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
    }

    [Fact]
    public void Run_goes_on_with_other_memory_for_its_data()
    {
        using var folder = new TemporaryFolder();
        var (whole, before, after) = (
            Run(folder["whole"], "plain", WithTable),
            Run(folder["parts"], "plain", WithoutTable),
            Run(folder["parts"], "plain", WithTable));
        whole.TrainTo(Steps);

        before.TrainTo(3);
        after.TrainTo(Steps);

        Assert.Equal(whole.Outcome(), after.Outcome());
    }

    [Fact]
    public void Dump_holds_the_images_that_the_steps_saw()
    {
        using var folder = new TemporaryFolder();
        var (gathered, fed) = (
            Run(folder["gathered"], "relativistic with penalties", WithTable),
            Run(folder["fed"], "relativistic with penalties", WithoutTable));
        gathered.TrainTo(3, new(TimeSpan.FromHours(1), DumpSteps: 3));
        fed.TrainTo(3, new(TimeSpan.FromHours(1), DumpSteps: 3));

        for (var step = 1; step <= 3; step++)
        {
            using var actual = Open(gathered, step);
            using var expected = Open(fed, step);
            var images = new float[gathered.Open().BatchSize(step - 1) * MnistOptions.Pixels];
            gathered.Open().Fill(step - 1, images);

            Assert.Equal(images, actual.ToArray<float>("discriminator_step/images"));
            Assert.Equal(images, actual.ToArray<float>("generator_step/images"));
            Assert.Equal(expected.Tensors.Select(tensor => tensor.Name).Order(), actual.Tensors.Select(tensor => tensor.Name).Order());
            Assert.All(expected.Tensors, tensor => Assert.Equal(expected.ToArray<float>(tensor.Name), actual.ToArray<float>(tensor.Name)));
        }
    }

    private static DeviceEngine WithTable(IReadOnlyList<ParameterBlock> blocks) => new(blocks, new CpuDevice());

    private static DeviceEngine WithoutTable(IReadOnlyList<ParameterBlock> blocks) =>
        new(blocks, new CpuDevice(), tableBytes: (Images * MnistOptions.Pixels) - 1);

    private static Preset Preset(string name) => name switch
    {
        "plain" => TinyPresets.Images(),
        "labels and images held out" => TinyPresets.Labels() with { Data = new MnistOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 1) },
        "mlp" => PresetSource.Load("mlp", ["data.batch=4", "data.lastBatch=keep"]),
        _ => TinyPresets.Images() with
        {
            Loss = new Relativistic(),
            Penalties = [new R1(0.1), new GradientPenalty(1)],
            Ema = new EmaOptions(64),
        },
    };

    private static float[] Parameters(string name, Func<IReadOnlyList<ParameterBlock>, TrainingEngine> createEngine)
    {
        using var folder = new TemporaryFolder();
        using var trainer = Run(folder["run"], name, createEngine).Create();
        for (var step = 0; step < Steps; step++)
        {
            trainer.Iterate();
        }

        trainer.Engine.Download();
        return
        [
            .. trainer.Engine.Blocks.SelectMany(block => block.Persistent())
                .SelectMany(tensor => tensor.Buffer.Span.Slice(tensor.Entry.Offset, tensor.Entry.Length).ToArray()),
        ];
    }

    private static TestRun Run(string path, string name, Func<IReadOnlyList<ParameterBlock>, TrainingEngine> createEngine) =>
        new(path, Preset(name), images: Images) { CreateEngine = createEngine };

    private static SafetensorsReader Open(TestRun run, int step) =>
        SafetensorsReader.Open(Path.Combine(run.Folder.Dump, $"step-{step:D6}.safetensors"));
}
