using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>A preset and its data, to be trained on several engines.</summary>
internal sealed class ProbedPreset
{
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

    /// <summary>As <see cref="OnHost"/>, with every parameter moved to the number after or before it, as a coin falls.</summary>
    /// <param name="coins">Which coins.</param>
    public Trainer OnHostNudged(int coins)
    {
        var (trainer, random) = (OnHost(), new Random(coins));
        foreach (var block in trainer.Engine.Blocks)
        {
            foreach (ref var value in block.Values.Span)
            {
                // Between parameters there are zeros, which stay.
                value = value == 0 ? 0 : random.Next(2) == 0 ? float.BitIncrement(value) : float.BitDecrement(value);
            }
        }

        return trainer;
    }

    /// <summary>Fresh networks on the device under test.</summary>
    public Trainer OnDevice(CudaOptions use) => On(DeviceName == "cuda" ? new CudaDevice(use) : new ConvolvingCpu());

    private Trainer On(Device device) => new(_preset, _preset.Schedule.Seed, _data, blocks => new DeviceEngine(blocks, device));
}
