using System.CommandLine;
using System.Globalization;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>What the user asked <c>train</c> for, and what follows from it together with the run that it resumes, if any.</summary>
internal sealed class TrainRequest(ParseResult parsed, TrainOptions options)
{
    private readonly RunOptions? _earlier = Earlier(parsed, options);

    public bool DryRun => parsed.GetValue(options.DryRun);

    public bool IsResume => _earlier is not null;

    public string? Data => parsed.GetValue(options.Data);

    public string Device => parsed.GetValue(options.Device)!;

    // Another number of threads splits some sums elsewhere, which changes last bits: a resumed run keeps its own.
    public int Threads => parsed.GetValue(options.Threads) ?? _earlier?.Run.Threads ?? Environment.ProcessorCount;

    public LoopCadence Cadence => new(
        TimeSpan.FromSeconds(parsed.GetValue(options.CheckpointSeconds) ?? 15), parsed.GetValue(options.DumpSteps) ?? 0);

    private string[] Settings => parsed.GetValue(options.Set) ?? [];

    /// <summary>The preset that is named, or that of the run to resume.</summary>
    public Preset ResolvePreset()
    {
        if (_earlier is not null && parsed.GetValue(options.Preset) is null && Settings.Length > 0)
        {
            throw RunException.Changed(parsed.GetValue(options.Resume)!, [.. Settings.Select(setting => $"--set {setting}")]);
        }

        return parsed.GetValue(options.Preset) is { } name
            ? PresetSource.Load(name, Settings)
            : _earlier?.Preset
                ?? throw new PresetException($"train needs --preset NAME, or --resume DIR. Built-in presets: {string.Join(", ", PresetSource.Names)}.");
    }

    public long Seed(Preset preset) => parsed.GetValue(options.Seed) ?? _earlier?.Run.Seed ?? preset.Schedule.Seed;

    /// <summary>The run folder and the options that go into it; a resumed run must have been trained with the same hyperparameters.</summary>
    public (RunFolder Folder, RunOptions Options) PrepareFolder(Preset preset, long seed, string dataSha256)
    {
        var limit = Limit(preset);
        var settings = new RunSettings(seed, limit, Threads, Device, dataSha256, _earlier?.Run.Command ?? CommandFor(seed, limit));
        if (_earlier is not null)
        {
            var resumed = new RunOptions(_earlier.ToolVersion, preset, settings with { Command = Continued(_earlier.Run.Command, limit) });
            return _earlier.Differences(resumed) is { Count: > 0 } differences
                ? throw RunException.Changed(parsed.GetValue(options.Resume)!, differences)
                : (new RunFolder(parsed.GetValue(options.Resume)!), resumed);
        }

        var folder = new RunFolder(parsed.GetValue(options.Run)
            ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{preset.Name}-{DateTime.Now:yyyyMMdd-HHmmss}")));
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            throw new RunException($"--run '{folder.Path}' is not empty. Go on with it by --resume {folder.Path}, or name a new folder.");
        }

        return (folder, new RunOptions(ToolVersion.Current, preset, settings));
    }

    private static RunOptions? Earlier(ParseResult parsed, TrainOptions options)
    {
        if (parsed.GetValue(options.Resume) is not { } path)
        {
            return null;
        }

        if (parsed.GetValue(options.Run) is not null)
        {
            throw new RunException("--run and --resume exclude each other: a resumed run stays in its folder. Leave out --run.");
        }

        var folder = new RunFolder(path);
        var earlier = RunOptions.Read(folder.Options);
        return Checkpoint.ExistsIn(folder.Checkpoint)
            ? earlier
            : throw new RunException($"'{folder.Checkpoint}' holds no checkpoint: the run stopped before its first. Start it again with train --run.");
    }

    private TrainingLimit Limit(Preset preset)
    {
        var (epochs, steps, minutes) = (parsed.GetValue(options.Epochs), parsed.GetValue(options.Steps), parsed.GetValue(options.Minutes));
        object?[] given = [epochs, steps, minutes];
        return given.Count(limit => limit is not null) switch
        {
            0 => _earlier?.Run.Limit ?? new TrainingLimit(preset.Schedule.Epochs, null, null),
            1 => new TrainingLimit(epochs, steps, minutes),
            _ => throw new RunException("--epochs, --steps and --minutes exclude each other. Give one of them."),
        };
    }

    private string CommandFor(long seed, TrainingLimit limit) => FormattableString.Invariant(
        $"train --preset {parsed.GetValue(options.Preset)}{string.Concat(Settings.Select(setting => $" --set {setting}"))} {limit} --seed {seed}");

    private static string Continued(string command, TrainingLimit limit)
    {
        var words = command.Split(' ').ToList();
        var position = words.FindIndex(word => word is "--epochs" or "--steps" or "--minutes");
        words.RemoveRange(position, 2);
        words.InsertRange(position, limit.ToString().Split(' '));
        return string.Join(' ', words);
    }
}
