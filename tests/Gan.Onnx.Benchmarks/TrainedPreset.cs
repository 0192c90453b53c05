using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Benchmarks;

/// <summary>What <c>train</c> and <c>profile</c> measure: a preset in training, on the CPU, in whole iterations.</summary>
internal static class TrainedPreset
{
    /// <summary>Takes <c>--preset P [--threads T] [--data DIR]</c>.</summary>
    /// <returns>The trainer, and the threads that it uses.</returns>
    public static (Trainer Trainer, int Threads) Start(Arguments arguments)
    {
        var named = PresetSource.Load(arguments.Text("preset", "mlp"), []);

        // Iterations that train the discriminator alone would pass for whole ones.
        var preset = named with { Schedule = named.Schedule with { DiscriminatorPretraining = 0 } };
        var threads = arguments.Number("threads", Environment.ProcessorCount);
        OrtRuntime.Start(threads);
        var data = TrainingData.Open(preset, preset.Schedule.Seed, arguments.Optional("data"), progress: null, CancellationToken.None);
        return (new Trainer(preset, preset.Schedule.Seed, "cpu", data), threads);
    }
}
