using System.Globalization;
using System.Text.Json;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// A run's state on disk: <c>weights-STEP.safetensors</c> (parameters and optimizer states) and <c>state.json</c>, which names
/// it. Renaming <c>state.json</c> is the one moment at which a new checkpoint replaces the old; a crash before it leaves the old whole.
/// </summary>
public static class Checkpoint
{
    internal const string StateFile = "state.json";

    /// <summary>Writes the trainer's state.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="options">The run's options, which a reader must have too.</param>
    /// <param name="trainer">Whose state.</param>
    /// <param name="sums">The unfinished epoch's sums.</param>
    public static RunState Write(string folder, ResolvedOptions options, Trainer trainer, IterationSums sums)
    {
        trainer.Engine.Download();
        var file = string.Create(CultureInfo.InvariantCulture, $"weights-{trainer.Step:D9}.safetensors");
        var path = Path.Combine(folder, file);
        var entries = trainer.Engine.Blocks.SelectMany(block => block.Persistent())
            .Select(tensor => SafetensorsEntry.Create<float>(
                tensor.Name, tensor.Entry.Shape, () => tensor.Buffer.Span.Slice(tensor.Entry.Offset, tensor.Entry.Length)))
            .ToArray();
        SafetensorsWriter.Write(path, entries, new Dictionary<string, string>());

        var stepsPerEpoch = trainer.Data.StepsPerEpoch;
        var state = new RunState(
            trainer.Step,
            trainer.Images,
            file,
            Sha256Sum.OfFile(path),
            options.HyperparametersSha256,
            new RandomState("threefry2x32-20", options.Run.Seed, trainer.Step),
            new DataPosition(trainer.Step / stepsPerEpoch, trainer.Step % stepsPerEpoch, stepsPerEpoch),
            sums)
        {
            Augment = trainer.Strength?.State,
        };
        AtomicFile.WriteAllText(Path.Combine(folder, StateFile), JsonSerializer.Serialize(state, PresetJson.Options) + "\n");
        foreach (var old in Directory.EnumerateFiles(folder, "weights-*").Where(candidate => Path.GetFileName(candidate) != file))
        {
            File.Delete(old);
        }

        return state;
    }

    /// <summary>Puts the trainer into the state on disk.</summary>
    /// <exception cref="RunException">There is none, it is damaged, or it belongs to other options.</exception>
    /// <exception cref="StorageException">The weights do not fit the trainer's networks.</exception>
    public static RunState Read(string folder, ResolvedOptions options, Trainer trainer)
    {
        var state = Read(folder, options, trainer.Engine.Blocks);
        trainer.Engine.Upload(state.Step);
        trainer.Step = state.Step;
        if (trainer.Strength is not null && state.Augment is not null)
        {
            trainer.Strength.State = state.Augment;
        }

        return state;
    }

    /// <summary>Puts networks into the state on disk.</summary>
    /// <exception cref="RunException">There is none, it is damaged, or it belongs to other options.</exception>
    /// <exception cref="StorageException">The weights do not fit the networks.</exception>
    public static RunState Read(string folder, ResolvedOptions options, IEnumerable<ParameterBlock> blocks)
    {
        var state = ReadState(folder);
        if (state.HyperparametersSha256 != options.HyperparametersSha256)
        {
            throw new RunException(
                $"Checkpoint '{folder}' was trained with other hyperparameters than options.json says: their SHA-256 is "
                + $"{state.HyperparametersSha256}, that of options.json {options.HyperparametersSha256}. "
                + "Undo the change to options.json, or start a new run.");
        }

        var path = Path.Combine(folder, state.Weights);
        if (!File.Exists(path))
        {
            throw new RunException(
                $"Checkpoint '{folder}': {StateFile} names '{state.Weights}', which does not exist. Restore it, or start a new run.");
        }

        if (Sha256Sum.OfFile(path) is var found && found != state.WeightsSha256)
        {
            throw new RunException(
                $"Checkpoint '{path}' is damaged: expected SHA-256 {state.WeightsSha256}, found {found}. Restore it, or start a new run.");
        }

        using var weights = SafetensorsReader.Open(path);
        foreach (var (name, entry, buffer) in blocks.SelectMany(block => block.Persistent()))
        {
            weights.CopyTo(name, entry.Shape, buffer.Span.Slice(entry.Offset, entry.Length));
        }

        return state;
    }

    /// <summary>How far the run on disk has come.</summary>
    /// <exception cref="RunException">There is no checkpoint, or it is damaged.</exception>
    public static RunState ReadState(string folder)
    {
        var path = Path.Combine(folder, StateFile);
        if (!File.Exists(path))
        {
            throw new RunException($"'{folder}' holds no checkpoint: the run stopped before its first. Start it again with train --run.");
        }

        try
        {
            var state = JsonSerializer.Deserialize<RunState>(File.ReadAllText(path), PresetJson.Options)
                ?? throw new JsonException("the document is null");
            return state.IsPossible ? state : throw new JsonException("numbers that no run writes", "step, images and data", null, null);
        }
        catch (JsonException exception)
        {
            throw new RunException($"Checkpoint '{path}' is damaged (at {exception.Path ?? "$"}). Restore it, or start a new run.");
        }
    }
}
