using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>What the user asked <c>train</c> for.</summary>
internal sealed partial class TrainRequest(ParseResult parsed, TrainOptions options)
{
    public bool DryRun => parsed.GetValue(options.DryRun);

    public TextWriter Output => parsed.InvocationConfiguration.Output;

    private string? Resume => parsed.GetValue(options.Resume);

    private string? Data => DataFolder.Of(parsed.GetValue(options.Data));

    private bool Skips => parsed.GetValue(options.SkipUnreadable);

    private bool Force => parsed.GetValue(options.Force);

    private string[] Settings => parsed.GetValue(options.Set) ?? [];

    /// <summary>What follows from it, together with the run that it resumes, if any.</summary>
    /// <exception cref="RunException">It cannot be done, or contradicts itself or the run that it resumes.</exception>
    /// <exception cref="PresetException">The preset is unknown or not valid.</exception>
    /// <exception cref="GraphException">The preset's layers do not fit together.</exception>
    public TrainPlan Plan()
    {
        var asked = Limit();
        return parsed.GetValue(options.ResumeOrStart) ? Unattended(asked) : Resume is null ? NewRun(asked) : ResumedRun(Resume, asked);
    }

    /// <summary>One command for the first start and for all later ones.</summary>
    private TrainPlan Unattended(TrainingLimit? asked)
    {
        if (Resume is not null || Force)
        {
            var other = Force ? options.Force.Name : options.Resume.Name;
            throw new RunException($"{options.ResumeOrStart.Name} goes on with what is in the folder of --run. Leave out {other}.");
        }

        var path = parsed.GetValue(options.Run) ?? throw new RunException(
            $"{options.ResumeOrStart.Name} needs --run DIR: the folder to look for the run in, and to begin it in.");
        var plan = new RunContent(new RunFolder(path)).HasCheckpoint ? GoOn(path, asked) : NewRun(asked);
        return plan with { IsUnattended = true };
    }

    private TrainPlan NewRun(TrainingLimit? asked)
    {
        var name = parsed.GetValue(options.Preset)
            ?? throw new PresetException(
                $"train needs --preset NAME, or --resume DIR. Built-in presets: {string.Join(", ", PresetSource.Names)}.");
        var preset = Trainable(PresetSource.Load(name, Settings, Data));
        var folder = new RunFolder(parsed.GetValue(options.Run)
            ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{preset.Name}-{DateTime.Now:yyyyMMdd-HHmmss}")));
        new RunContent(folder).RequireFree(Force);
        if (!DryRun)
        {
            Replacing.RequireWritable(options.Run.Name, Directory.Exists(folder.Path) ? folder.Options : folder.Path);
        }

        var limit = asked ?? new TrainingLimit(preset.Schedule.Epochs, null, null);
        var seed = parsed.GetValue(options.Seed) ?? preset.Schedule.Seed;
        string[] words =
        [
            "train", "--preset", PresetSource.Lasting(name), .. Settings.SelectMany(setting => new[] { "--set", setting }),
            .. Data is null ? Array.Empty<string>() : [options.Data.Name, Data],
            .. Skips ? [options.SkipUnreadable.Name] : Array.Empty<string>(),
        ];
        return Plan(preset, folder, Run(seed, limit, string.Join(' ', words.Select(ShellWord.Quote)), null), earlier: null);
    }

    private TrainPlan ResumedRun(string path, TrainingLimit? asked)
    {
        if (Force)
        {
            throw new RunException("--force starts a run over, and --resume goes on with it. Leave out one of them.");
        }

        if (parsed.GetValue(options.Run) is not null)
        {
            throw new RunException("--run and --resume exclude each other: a resumed run stays in its folder. Leave out --run.");
        }

        return GoOn(path, asked);
    }

    private TrainPlan GoOn(string path, TrainingLimit? asked)
    {
        var folder = RunPath.Of(path);
        new RunContent(folder).RequireCheckpoint();
        var earlier = ResolvedOptions.Read(folder.Options);
        var name = parsed.GetValue(options.Preset);
        if (name is null && Settings.Length > 0)
        {
            throw RunException.Changed(path, [.. Settings.Select(setting => $"--set {setting}")]);
        }

        var preset = name is null ? earlier.Preset : PresetSource.Load(name, Settings, Data ?? earlier.Run.Data);
        var seed = parsed.GetValue(options.Seed) ?? earlier.Run.Seed;
        var run = Run(seed, earlier.Run.Limit, earlier.Run.Asked, earlier.Run).To(asked ?? earlier.Run.Limit);
        var plan = Plan(Trainable(preset), folder, run, earlier);
        plan.Options(earlier.Run.DataSha256);
        return Continued(plan, asked);
    }

    private static TrainPlan Continued(TrainPlan plan, TrainingLimit? asked)
    {
        var state = Checkpoint.ReadState(plan.Folder.Checkpoint);
        var total = plan.Run.Limit.TotalSteps(state.Data.BatchesPerEpoch);
        return asked is not null && total < state.Step
            ? throw new RunException(
                $"{asked}: '{plan.Folder.Path}' has done {state.Step} iterations already, more than {total}. "
                + "Give a larger total, or leave it out.")
            : plan with { DoneSteps = state.Step, IsFinished = total <= state.Step };
    }

    private TrainPlan Plan(Preset preset, RunFolder folder, RunSettings run, ResolvedOptions? earlier) => new(
        preset,
        folder,
        run,
        earlier,
        DoneSteps: 0,
        IsFinished: false,
        run.Data,
        new LoopCadence(
            TimeSpan.FromSeconds(parsed.GetValue(options.CheckpointSeconds) ?? 15),
            parsed.GetValue(options.DumpSteps) ?? 0,
            run.Evaluations ?? 10),
        parsed.GetValue(options.Classifier))
    {
        IsNamed = earlier is not null || parsed.GetValue(options.Run) is not null,
        Force = Force,
    };

    // A resumed run keeps its threads, its device and its engine: another number of threads splits some sums elsewhere, which changes last
    // bits.
    private RunSettings Run(long seed, TrainingLimit limit, string asked, RunSettings? earlier)
    {
        var threads = parsed.GetValue(options.Threads) ?? earlier?.Threads ?? Environment.ProcessorCount;
        var device = earlier is null ? parsed.GetValue(options.Device)! : Given(options.Device) ?? earlier.Device;
        var data = Data is null ? earlier?.Data : Path.GetFullPath(Data);
        return new RunSettings(seed, limit, threads, device, DataSha256: "", Engine(device, earlier))
        {
            Asked = data is null ? asked : DataWord().Replace(asked, $" {options.Data.Name} {ShellWord.Quote(data)}".Replace("$", "$$"), 1),
            Cuda = Cuda(device, earlier?.Cuda ?? CudaOptions.Default),
            Data = data,
            Evaluations = parsed.GetValue(options.Evaluations) ?? earlier?.Evaluations,
            SkipUnreadable = Skips || earlier is { SkipUnreadable: true },
        };
    }

    // A checkpoint holds all that either engine needs, so a resumed run may change it.
    private string? Engine(string device, RunSettings? earlier)
    {
        var engine = EngineChoice.Of(Given(options.Engine), earlier);
        EngineChoice.Check(engine, device, parsed.GetValue(options.DumpSteps) is not null);
        return engine;
    }

    private CudaOptions? Cuda(string device, CudaOptions earlier)
    {
        if (device == "cuda")
        {
            bool Switch(Option<string> option, bool otherwise) => Given(option) is { } word ? word == "on" : otherwise;
            return new CudaOptions(
                Switch(options.Tf32, earlier.Tf32),
                Switch(options.Deterministic, earlier.Deterministic),
                Switch(options.CudaGraph, earlier.Graph));
        }

        return new[] { options.Tf32, options.CudaGraph }.FirstOrDefault(option => Given(option) is not null) is { } meaningless
            ? throw new RunException(
                $"{meaningless.Name} says how to use a GPU, and this run is on the CPU. Leave it out, or use --device cuda.")
            : null;
    }

    private string? Given(Option<string> option) => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    private TrainingLimit? Limit()
    {
        var (epochs, steps, minutes) = (parsed.GetValue(options.Epochs), parsed.GetValue(options.Steps), parsed.GetValue(options.Minutes));
        object?[] given = [epochs, steps, minutes];
        return given.Count(limit => limit is not null) switch
        {
            0 => null,
            1 => new TrainingLimit(epochs, steps, minutes),
            _ => throw new RunException("--epochs, --steps and --minutes exclude each other. Give one of them."),
        };
    }

    /// <summary>A mistake in the layers shows when the steps are built, which takes milliseconds.</summary>
    private static Preset Trainable(Preset preset)
    {
        DiscriminatorStep.Build(preset, preset.Data.Batch);
        GeneratorStep.Build(preset, preset.Data.Batch);
        SampleGraph.Build(preset, count: 1);
        return preset;
    }

    /// <summary>The folder of the data as it was typed, perhaps relative to another working folder, or before they moved.</summary>
    [GeneratedRegex(@" --data ('([^']|'\\'')*'|\S+)")]
    private static partial Regex DataWord();
}
