using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Iterations.Trainers;

public class StepDumpTests
{
    private const int Batch = 8;

    [Fact]
    public void Records_as_many_steps_as_asked_for()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder, dumpSteps: 2, steps: 3);

        Assert.Equal(
            ["step-000001.safetensors", "step-000002.safetensors"],
            Directory.GetFiles(run.Folder.Dump).Select(file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public void Records_everything_that_went_in_and_came_out()
    {
        using var folder = new TemporaryFolder();
        using var dump = Open(Train(folder, dumpSteps: 1, steps: 1), 1);

        string[] discriminator = ["discriminator.0", "discriminator.3", "discriminator.5"];
        string[] generator = ["generator.0", "generator.3", "generator.5"];
        string[] both = [.. discriminator, .. generator];
        string[] expected =
        [
            "discriminator_step/images", "discriminator_step/z", "discriminator_step/mask/generator.2",
            "discriminator_step/mask/discriminator.2",
            "discriminator_step/loss", "discriminator_step/real_probability", "discriminator_step/fake_probability",
            "generator_step/z", "generator_step/mask/generator.2", "generator_step/mask/discriminator.2",
            "generator_step/loss", "generator_step/fake_probability",
            .. Parameters(discriminator).Select(name => $"discriminator_step/gradient/{name}"),
            .. Parameters(generator).Select(name => $"generator_step/gradient/{name}"),
            .. Parameters(both).SelectMany(name => new[] { name, $"{name}.exp_avg", $"{name}.exp_avg_sq" })
                .SelectMany(name => new[] { $"before/{name}", $"after/{name}" }),
        ];
        Assert.Equal(expected.Order(), dump.Tensors.Select(tensor => tensor.Name).Order());
        Assert.Equal("1", dump.Metadata["step"]);
        Assert.All(dump.Tensors, tensor => Assert.Equal(SafetensorsType.F32, tensor.Type));
        Assert.Equal([2 * Batch, 8], dump.Tensors.Single(tensor => tensor.Name == "discriminator_step/mask/discriminator.2").Shape);
        Assert.Equal([Batch, 8], dump.Tensors.Single(tensor => tensor.Name == "generator_step/mask/discriminator.2").Shape);
    }

    [Fact]
    public void One_step_s_end_is_the_next_one_s_beginning()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder, dumpSteps: 2, steps: 2);
        using var first = Open(run, 1);
        using var second = Open(run, 2);

        Assert.All(second.Tensors.Where(tensor => tensor.Name.StartsWith("before/")), tensor =>
            Assert.Equal(first.ToArray<float>(tensor.Name.Replace("before/", "after/")), second.ToArray<float>(tensor.Name)));
    }

    [Fact]
    public void Inputs_are_those_of_the_step_s_streams()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder, dumpSteps: 2, steps: 2);
        using var dump = Open(run, 2);
        var (images, z) = (new float[Batch], new float[Batch * 3]);
        run.Open().Fill(1, images);
        new UniformLatent(-1, 1).Fill(z, new RandomStream(7, TrainingStreams.DiscriminatorLatents), 1);

        Assert.Equal(images, dump.ToArray<float>("discriminator_step/images"));
        Assert.Equal(z, dump.ToArray<float>("discriminator_step/z"));
        Assert.NotEqual(z, dump.ToArray<float>("generator_step/z"));
    }

    [Fact]
    public void Generator_s_step_takes_the_same_latents_where_the_preset_says_so()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Scalars();
        var run = new TestRun(folder["run"], preset with { Schedule = preset.Schedule with { GeneratorLatents = GeneratorLatents.Reuse } });
        run.TrainTo(1, new(TimeSpan.FromHours(1), 1));
        using var dump = Open(run, 1);

        Assert.Equal(dump.ToArray<float>("discriminator_step/z"), dump.ToArray<float>("generator_step/z"));
    }

    private static TestRun Train(TemporaryFolder folder, long dumpSteps, long steps)
    {
        var run = new TestRun(folder["run"], TinyPresets.Scalars());
        run.TrainTo(steps, new(TimeSpan.FromHours(1), dumpSteps));
        return run;
    }

    private static SafetensorsReader Open(TestRun run, int step) =>
        SafetensorsReader.Open(Path.Combine(run.Folder.Dump, $"step-{step:D6}.safetensors"));

    private static IEnumerable<string> Parameters(IEnumerable<string> layers) =>
        layers.SelectMany(layer => new[] { $"{layer}.weight", $"{layer}.bias" });
}
