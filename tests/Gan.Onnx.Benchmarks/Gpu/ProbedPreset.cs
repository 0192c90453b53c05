using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>A preset and its data, to be trained on several engines.</summary>
internal sealed class ProbedPreset
{
    // Eight units in the last place of numbers just above a power of two.
    private const float Nudge = 8 * 1.1920929e-7f;

    private readonly Preset _preset;
    private readonly IDataSource _data;

    /// <summary>Takes <c>--preset P [--batch N] [--threads T] [--data DIR] [--device D]</c>.</summary>
    public ProbedPreset(Arguments arguments)
    {
        string[] settings = arguments.Optional("batch") is { } batch ? [$"data.batch={batch}"] : [];
        var named = PresetSource.Load(arguments.Text("preset", "mlp"), settings);

        // Iterations that train the discriminator alone would pass for whole ones.
        _preset = named with { Schedule = named.Schedule with { DiscriminatorPretraining = 0 } };
        DeviceName = arguments.Text("device", "cuda");
        OrtRuntime.Start(arguments.Number("threads", Environment.ProcessorCount));
        _data = TrainingData.Open(_preset, _preset.Schedule.Seed, arguments.Optional("data"), progress: null, CancellationToken.None);
    }

    /// <summary>cuda, or cpu in its place.</summary>
    public string DeviceName { get; }

    /// <summary>The preset's name.</summary>
    public string Name => _preset.Name;

    /// <summary>Items in a batch.</summary>
    public int Batch => _preset.Data.Batch;

    /// <summary>Fresh networks on the engine that trains on CPUs.</summary>
    public Trainer OnHost() => new(_preset, _preset.Schedule.Seed, "cpu", _data);

    /// <summary>
    /// As <see cref="OnHost"/>, with every parameter moved by some units in the last place: what sums of some hundred terms differ by in
    /// another order.
    /// </summary>
    /// <param name="seed">Which of the many ways.</param>
    public Trainer OnHostNudged(int seed)
    {
        var (trainer, random) = (OnHost(), new Random(seed));
        foreach (var block in trainer.Engine.Blocks)
        {
            foreach (ref var value in block.Values.Span)
            {
                value *= 1 + (Nudge * ((2 * random.NextSingle()) - 1));
            }
        }

        return trainer;
    }

    /// <summary>Fresh networks on the device under test.</summary>
    public Trainer OnDevice(CudaOptions use) => On(DeviceName == "cuda" ? new CudaDevice(use) : new ConvolvingCpu());

    private Trainer On(Device device) => new(_preset, _preset.Schedule.Seed, _data, blocks => new DeviceEngine(blocks, device));
}
