using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>What <c>train</c> is going to do, settled and checked before data are read or anything is written.</summary>
/// <param name="Preset">What is trained.</param>
/// <param name="Folder">Where the run's files go.</param>
/// <param name="Run">Everything else about the run; the data's SHA-256 is still empty.</param>
/// <param name="Earlier">The options of the run that goes on; null for a new one.</param>
/// <param name="DoneSteps">Iterations that the run that goes on has done.</param>
/// <param name="IsFinished">True when the run that goes on has no iterations left.</param>
/// <param name="Data">The folder of the data; null for the cache.</param>
/// <param name="Cadence">How often to save, and how much to record.</param>
/// <param name="Classifier">The folder of the classifier that evaluations use; null for the usual one, if it is there.</param>
internal sealed record TrainPlan(
    Preset Preset,
    RunFolder Folder,
    RunSettings Run,
    ResolvedOptions? Earlier,
    long DoneSteps,
    bool IsFinished,
    string? Data,
    LoopCadence Cadence,
    string? Classifier)
{
    /// <summary>Whether the user named the folder; the program's own names get a number where they are taken.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>Whether a run that is in the folder is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the exit code tells a program, not a person, that the run is to go on.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>Takes the run's folder, and clears it for a new run.</summary>
    /// <exception cref="RunException">Another process has it, or has begun a run there in the meantime.</exception>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    public RunLock TakeFolder()
    {
        var taken = IsNamed ? RunLock.Take(Folder) : RunLock.TakeNew(Folder);
        try
        {
            if (Earlier is null)
            {
                var content = new RunContent(taken.Folder);
                content.RequireFree(Force);
                content.Clear();
            }

            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Whether the run is evaluated while it goes on, as those on images are.</summary>
    public bool IsEvaluated => Cadence.Evaluations > 0 && Preset.Data is ImageOptions;

    /// <summary>The classifier that evaluations use, null for none; and what they measure with, in words, null for nothing.</summary>
    /// <param name="data">What is trained on: only digits have a usual classifier, and only one of the same images sees them.</param>
    /// <exception cref="EvaluationException">It was asked for and is not there, damaged, or of other images.</exception>
    public (DigitClassifier? Classifier, string? Words) OpenClassifier(IDataSource data)
    {
        if (!IsEvaluated || (Preset.Data is not MnistOptions && Classifier is null))
        {
            return (null, null);
        }

        var folder = ClassifierFolder.Find(Classifier);
        if (folder is null)
        {
            return (null, ClassifierFolder.Words(null, null));
        }

        var (classifier, manifest) = DigitClassifier.Load(folder);
        manifest.RequireTrainedOn(folder, [data.ItemsSha256]);
        return (classifier, ClassifierFolder.Words(folder, manifest));
    }

    /// <summary>The run's options now that the data are known.</summary>
    /// <exception cref="RunException">The run that goes on was trained on other data.</exception>
    public ResolvedOptions Options(IDataSource data)
    {
        if (Earlier is not null && Earlier.Run.DataSha256 != data.Sha256 && Earlier.Run.DataSha256 != data.ItemsSha256)
        {
            throw RunException.OtherData(Folder.Path, Data, Earlier.Run.DataSha256, data.Sha256);
        }

        var options = Options(Earlier?.Run.DataSha256 ?? data.Sha256);
        return options with { Run = options.Run with { ClassNames = data.ClassNames } };
    }

    /// <summary>The same for data of this SHA-256.</summary>
    /// <exception cref="RunException">The run that goes on has other hyperparameters.</exception>
    public ResolvedOptions Options(string dataSha256)
    {
        var options = new ResolvedOptions(Earlier?.ToolVersion ?? ToolVersion.Current, Preset, Run with { DataSha256 = dataSha256 });
        return Earlier?.Differences(options) is { Count: > 0 } differences ? throw RunException.Changed(Folder.Path, differences) : options;
    }
}
