using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// What is in a run's folder, wherever a crash has left it, and the way out of each state: a folder without a checkpoint can be begun
/// anew by <c>--run</c>, one with a checkpoint goes on by <c>--resume</c>, and <c>--force</c> begins any run anew.
/// training/docs/exit-codes.md has the table.
/// </summary>
/// <param name="folder">The run's folder.</param>
internal sealed class RunContent(RunFolder folder)
{
    // What a run writes before its first checkpoint; a killed process leaves these with .tmp behind the name, too.
    private static readonly string[] Early =
    [
        ".lock", "options.json", "metrics.jsonl", "report.html", "distributions.json", "distributions.svg",
        "events.out.tfevents.*.gan-onnx.*", "checkpoint/weights-*.safetensors", "checkpoint/state.json.tmp",
        .. GanArtifacts.FilesIn("artifacts"),
    ];

    // What it writes later. Nothing that a user may have put beside it fits these.
    private static readonly string[] Late =
    [
        "checkpoint/state.json", "generator.onnx", "manifest.json", "nearest.png", "evaluation.json",
        "samples/epoch-*.png", "samples/step-*.png", "best/generator.onnx", "best/manifest.json", "dump/step-*.safetensors",
    ];

    /// <summary>Whether there is something to go on with.</summary>
    public bool HasCheckpoint => File.Exists(Path.Combine(folder.Checkpoint, Checkpoint.StateFile));

    // A folder such as / has others in it that nobody may look into.
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.None,
    };

    private bool IsRun => File.Exists(folder.Options);

    /// <summary>Checks that a new run may begin here.</summary>
    /// <param name="force">Whether the run that is here may be replaced.</param>
    /// <exception cref="RunException">There is another run, or something that no run writes; the message says how to go on.</exception>
    public void RequireFree(bool force)
    {
        if (File.Exists(folder.Path))
        {
            throw new RunException($"--run '{folder.Path}' is a file. Name a folder that does not exist yet.");
        }

        if ((force && IsRun) || Foreign(Early) is not { } other)
        {
            return;
        }

        var path = ShellWord.Quote(folder.Path);
        var way = !IsRun ? $", and '{other}' in it is of no run. Name a new folder."
            : HasCheckpoint ? $". Go on with it by --resume {path}, name a new folder, or start over with --force."
            : ", and has no checkpoint to go on with. Name a new folder, or start over with --force.";
        throw new RunException($"--run '{folder.Path}' is not empty{way}");
    }

    /// <summary>Removes what an earlier run has left here; call it with the lock held, after <see cref="RequireFree"/>.</summary>
    public void Clear()
    {
        foreach (var file in Files([.. Early, .. Late]).Where(file => file != folder.Lock).ToArray())
        {
            File.Delete(file);
        }
    }

    /// <summary>Checks that there is a run to go on with, to export or to look at.</summary>
    /// <exception cref="RunException">It has no options or no checkpoint; the message says how to begin it again.</exception>
    public void RequireCheckpoint()
    {
        if (!IsRun && Directory.Exists(folder.Path) && Foreign(Early) is null)
        {
            throw new RunException(
                $"'{folder.Path}' holds nothing yet: the run stopped before it began. Start it with "
                + $"train --preset NAME --run {ShellWord.Quote(folder.Path)}");
        }

        var options = ResolvedOptions.Read(folder.Options);
        if (!HasCheckpoint)
        {
            var force = Foreign(Early) is null ? "" : " --force";
            throw new RunException(
                $"'{folder.Checkpoint}' holds no checkpoint: the run stopped before its first. Start it again with "
                + $"{options.Run.Command} --run {ShellWord.Quote(folder.Path)}{force}");
        }
    }

    /// <summary>The first file or folder that is not among these; null where there is none.</summary>
    private string? Foreign(IReadOnlyList<string> known)
    {
        if (!Directory.Exists(folder.Path))
        {
            return null;
        }

        var files = Files(known).ToHashSet();
        return Directory.EnumerateFileSystemEntries(folder.Path)
            .Order(StringComparer.Ordinal)
            .SelectMany(entry => Directory.Exists(entry) ? Directory.EnumerateFiles(entry, "*", Everything) : [entry])
            .Where(file => !files.Contains(file))
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .FirstOrDefault();
    }

    private IEnumerable<string> Files(IEnumerable<string> patterns) => patterns.SelectMany(pattern =>
    {
        var parent = Path.Combine(folder.Path, Path.GetDirectoryName(pattern)!);
        var name = Path.GetFileName(pattern);
        return Directory.Exists(parent)
            ? Directory.EnumerateFiles(parent, name).Concat(Directory.EnumerateFiles(parent, name + ".tmp"))
            : [];
    });
}
