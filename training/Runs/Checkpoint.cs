using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// A run's state on disk: <c>weights-STEP.safetensors</c> (parameters and optimizer states) and <c>state.json</c>, which names
/// it. Renaming <c>state.json</c> is the one moment at which a new checkpoint replaces the old; a crash before it leaves the old whole.
/// </summary>
public static class Checkpoint
{
    private const string StateFile = "state.json";

    /// <summary>True when the folder holds a checkpoint.</summary>
    public static bool ExistsIn(string folder) => File.Exists(Path.Combine(folder, StateFile));

    /// <summary>Writes the trainer's state.</summary>
    public static void Write(string folder, Trainer trainer, long seed, EpochSums sums)
    {
        trainer.Engine.Download();
        var file = string.Create(CultureInfo.InvariantCulture, $"weights-{trainer.Step:D9}.safetensors");
        var path = Path.Combine(folder, file);
        var entries = trainer.Engine.Blocks.SelectMany(block => block.Persistent())
            .Select(tensor => SafetensorsEntry.Create<float>(
                tensor.Name, tensor.Entry.Shape, () => tensor.Buffer.Span.Slice(tensor.Entry.Offset, tensor.Entry.Length)))
            .ToArray();
        SafetensorsWriter.Write(path, entries, new Dictionary<string, string>());

        var state = new CheckpointState(
            trainer.Step,
            trainer.Images,
            file,
            Hash(path),
            new RandomState("threefry2x32-20", seed, trainer.Step),
            new DataPosition(trainer.Step / trainer.Data.StepsPerEpoch, trainer.Step % trainer.Data.StepsPerEpoch),
            sums);
        AtomicFile.WriteAllText(Path.Combine(folder, StateFile), JsonSerializer.Serialize(state, PresetJson.Options) + "\n");
        foreach (var old in Directory.EnumerateFiles(folder, "weights-*").Where(candidate => Path.GetFileName(candidate) != file))
        {
            File.Delete(old);
        }
    }

    /// <summary>Puts the trainer into the state on disk.</summary>
    /// <exception cref="RunException">There is none, or it is damaged.</exception>
    /// <exception cref="StorageException">The weights do not fit the trainer's networks.</exception>
    public static CheckpointState Read(string folder, Trainer trainer)
    {
        var state = ReadState(folder);
        var path = Path.Combine(folder, state.Weights);
        if (!File.Exists(path))
        {
            throw new RunException($"Checkpoint '{folder}': {StateFile} names '{state.Weights}', which does not exist. Start a new run.");
        }

        if (Hash(path) is var found && found != state.WeightsSha256)
        {
            throw new RunException($"Checkpoint '{path}' is damaged: expected SHA-256 {state.WeightsSha256}, found {found}. Start a new run.");
        }

        using var weights = SafetensorsReader.Open(path);
        foreach (var (name, entry, buffer) in trainer.Engine.Blocks.SelectMany(block => block.Persistent()))
        {
            weights.CopyTo(name, entry.Shape, buffer.Span.Slice(entry.Offset, entry.Length));
        }

        trainer.Engine.Upload();
        trainer.Step = state.Step;
        return state;
    }

    private static CheckpointState ReadState(string folder)
    {
        var path = Path.Combine(folder, StateFile);
        try
        {
            return JsonSerializer.Deserialize<CheckpointState>(File.ReadAllText(path), PresetJson.Options)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new RunException($"No checkpoint can be read from '{path}': {exception.Message}");
        }
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>What <c>state.json</c> holds. No clock times: equal runs give equal files.</summary>
/// <param name="Step">Iterations done.</param>
/// <param name="Images">Real items seen.</param>
/// <param name="Weights">The file of parameters and optimizer states.</param>
/// <param name="WeightsSha256">That file's SHA-256.</param>
/// <param name="Random">Where the random streams stand.</param>
/// <param name="Data">Where the data stand.</param>
/// <param name="Sums">The unfinished epoch's sums.</param>
public sealed record CheckpointState(
    long Step, long Images, string Weights, string WeightsSha256, RandomState Random, DataPosition Data, EpochSums Sums);

/// <summary>Where the random streams stand: they are functions of seed and counter.</summary>
/// <param name="Generator">The algorithm.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Counter">The block that the next iteration draws from.</param>
public sealed record RandomState(string Generator, long Seed, long Counter);

/// <summary>Where the data stand.</summary>
/// <param name="Epoch">Whole epochs done.</param>
/// <param name="Batch">Batches done in the current epoch.</param>
public sealed record DataPosition(long Epoch, long Batch);
