using System.CommandLine;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>The options of <c>train</c>.</summary>
internal sealed class TrainOptions
{
    public Option<string?> Preset { get; } = OptionKinds.Text(
        "--preset", "NAME|FILE", "A built-in preset (see 'presets'), or a JSON file of your own. Required unless --resume is given.");

    public Option<string?> Data { get; } = OptionKinds.Text(
        "--data",
        "DIR",
        "Folder with the official MNIST IDX files, plain or .gz; for data.type idx such a set or CIFAR's, for data.type images a folder "
        + "of pictures. Default: MNIST, fetched once and kept in the user's cache. Presets that draw their data need none.");

    public Option<bool> SkipUnreadable { get; } = new("--skip-unreadable")
    {
        Description = "Leave out pictures that cannot be read, and say which. Without it they are named and nothing is trained.",
    };

    public Option<string?> Run { get; } = OptionKinds.Text(
        "--run",
        "DIR",
        "The new run's folder, which must be empty or not exist, unless --force is given. Default: runs/PRESET-DATE-TIME.");

    public Option<long?> Epochs { get; } = OptionKinds.Number(
        "--epochs", 1L, TrainingLimit.MostEpochs, "Train to this many passes over the data in total. Default: the preset's.");

    public Option<long?> Steps { get; } = OptionKinds.Number(
        "--steps", 1L, TrainingLimit.MostSteps, "Train to this many iterations in total, instead of --epochs.");

    public Option<double?> Minutes { get; } = OptionKinds.Number(
        "--minutes", TrainingLimit.LeastMinutes, TrainingLimit.MostMinutes, "Train for this long from now on, instead of --epochs.");

    public Option<long?> Seed { get; } = OptionKinds.Number(
        "--seed", 0L, long.MaxValue, "Everything random follows from it. Default: the preset's.");

    public Option<int?> Threads { get; } = OptionKinds.Number(
        "--threads",
        1,
        RunSettings.MostThreads,
        "Threads of ONNX Runtime. Default: the processors this process may use, or those of the run to resume.");

    public Option<string> Device { get; } = OptionKinds.Choice(
        "--device", "Where to train. cuda needs an NVIDIA GPU, CUDA 13 and cuDNN 9, and never falls back to the CPU.", "cpu", "cuda");

    public Option<string> Engine { get; } = OptionKinds.Choice(
        "--engine",
        "What trains. ort-training is ONNX Runtime Training, on the CPU; it needs a build with its package.",
        EngineChoice.Usual,
        EngineChoice.OrtTraining);

    public Option<string> Tf32 { get; } = OptionKinds.Choice(
        "--tf32",
        "With --device cuda: multiply numbers rounded to TF32's 10 bits of mantissa, which is faster from Ampere on.",
        "on",
        "off");

    public Option<string> Deterministic { get; } = OptionKinds.Choice(
        "--deterministic",
        "With --device cuda: only algorithms that give the same bits each time, which are slower. The CPU always does.",
        "off",
        "on");

    public Option<string> CudaGraph { get; } = OptionKinds.Choice(
        "--cuda-graph",
        "With --device cuda: record each step's kernels once as a CUDA graph and replay them, which saves time between small kernels.",
        "on",
        "off");

    public Option<string[]> Set { get; } = OptionKinds.Settings();

    public Option<string?> Resume { get; } = OptionKinds.Text(
        "--resume",
        "DIR",
        "Go on with the run in this folder, exactly as if it had never stopped. A larger --epochs or --steps makes it longer.");

    public Option<bool> ResumeOrStart { get; } = new("--resume-or-start")
    {
        Description = "With --run: go on with the run that is in the folder, or begin it where none is. A run that a signal stops is saved "
            + "and ends with exit code 75, which tells whoever started it to start the same command again.",
    };

    public Option<bool> DryRun { get; } =
        new("--dry-run") { Description = "Check everything, print the resolved preset and the networks, and stop." };

    public Option<long?> DumpSteps { get; } = OptionKinds.Number(
        "--dump-steps", 1L, 10_000L, "Record the first N iterations whole (inputs, gradients, parameters) in dump/. Default: none.");

    public Option<double?> CheckpointSeconds { get; } = OptionKinds.Number(
        "--checkpoint-seconds", 0.0, 86_400.0, "Save at least this often; 0 saves after every iteration. Default: 15.");

    public Option<int?> Evaluations { get; } = OptionKinds.Number(
        "--evaluations",
        0,
        1000,
        "Measure the Fréchet distance this often over the run, at the ends of epochs, and keep the best generator in best/; "
        + "0 never does. Images only. Default: 10, or those of the run to resume.");

    public Option<string?> Classifier { get; } = OptionKinds.Text(
        "--classifier",
        "DIR",
        "The classifier for evaluations; for other data than MNIST one that train-classifier --data made of them. "
        + $"Default: {ClassifierFolder.Default} Without any, random features only.");

    public Option<bool> Force { get; } =
        new("--force") { Description = "With --run: replace the run that is in the folder, and start over." };

    public IEnumerable<Option> All =>
        [
            Preset, Data, SkipUnreadable, Run, Epochs, Steps, Minutes, Seed, Threads, Device, Engine, Tf32, Deterministic, CudaGraph, Set,
            Resume, ResumeOrStart, DryRun, DumpSteps, CheckpointSeconds, Evaluations, Classifier, Force,
        ];
}
