using System.Text.Json;
using Gan.Onnx.Benchmarks;
using Gan.Onnx.Benchmarks.Torch;
using Gan.Onnx.Benchmarks.Torch.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using TorchSharp;

// The same training iteration as `Gan.Onnx.Benchmarks train`, in TorchSharp, as one JSON line. A recorded iteration gives the first
// weights, and both sides must agree on it.
if (args.Length == 0)
{
    Console.Error.WriteLine(
        "Usage: Gan.Onnx.Benchmarks.Torch --preset P --dump FILE [--threads T] [--seconds S] [--data DIR] [--without-optimizer]");
    return 2;
}

try
{
    var arguments = new Arguments(args);
    var threads = arguments.Number("threads", Environment.ProcessorCount);
    torch.set_num_threads(threads);
    torch.random.manual_seed(1);
    Denormals.Flush();
    var preset = PresetSource.Load(arguments.Text("preset", "mlp"), []);
    var dump = new DumpedIteration(arguments.Optional("dump") ?? throw new TorchBenchmarkException("--dump is missing."));
    var differences = LossCheck.Run(new TorchTrainer(preset, dump, optimizes: false), dump);
    var data = TrainingData.Open(preset, preset.Schedule.Seed, arguments.Optional("data"), progress: null, CancellationToken.None);
    var (items, latents) = (new ShuffledItems(data, preset.Classes > 0), new LatentNumbers(preset.Latent));
    var trainer = new TorchTrainer(preset, dump, optimizes: !arguments.Has("without-optimizer"));
    var iteration = Timing.MedianMilliseconds(() => trainer.Iterate(items, latents), arguments.Real("seconds", 5));
    var (sharp, native) = (typeof(torch).Assembly.GetName().Version!, Version.Parse(torch.__version__));
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        preset = preset.Name,
        threads,
        iterationsPerSecond = 1000 / iteration,
        msPerIteration = iteration,
        torch = $"TorchSharp {sharp.ToString(3)}, libtorch {native.ToString(3)}",
        differences,
    }));
    return 0;
}
catch (TorchBenchmarkException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
