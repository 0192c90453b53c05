using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Rules;
using Google.Protobuf;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>The four files from which ONNX Runtime Training trains one network, under the names that its users expect.</summary>
/// <param name="TrainingModel">Loss and gradients of a step.</param>
/// <param name="EvaluationModel">Loss without gradients, and what the network makes.</param>
/// <param name="OptimizerModel">Adam.</param>
/// <param name="Checkpoint">Parameters, and what Adam remembers.</param>
public sealed record ArtifactSet(byte[] TrainingModel, byte[] EvaluationModel, byte[] OptimizerModel, byte[] Checkpoint)
{
    /// <summary>The names of the files.</summary>
    public static ArtifactNames FileNames { get; } = new("training_model.onnx", "eval_model.onnx", "optimizer_model.onnx", "checkpoint");

    /// <summary>The files' paths in a folder.</summary>
    public static ArtifactNames In(string folder) => new(
        Path.Combine(folder, FileNames.TrainingModel),
        Path.Combine(folder, FileNames.EvaluationModel),
        Path.Combine(folder, FileNames.OptimizerModel),
        Path.Combine(folder, FileNames.Checkpoint));

    /// <summary>Reads the files of a folder.</summary>
    /// <exception cref="IOException">One is missing.</exception>
    public static ArtifactSet Read(string folder)
    {
        var paths = In(folder);
        return new ArtifactSet(
            File.ReadAllBytes(paths.TrainingModel),
            File.ReadAllBytes(paths.EvaluationModel),
            File.ReadAllBytes(paths.OptimizerModel),
            File.ReadAllBytes(paths.Checkpoint));
    }

    /// <summary>Writes the files, and checks them as they then lie there.</summary>
    /// <exception cref="ArtifactException">They break a rule.</exception>
    public void Write(string folder)
    {
        using (var files = new AtomicFiles())
        {
            Add(files, folder);
            files.Commit();
        }

        Read(folder).Check(In(folder));
    }

    /// <summary>Writes the files, together with others that appear at the same moment.</summary>
    internal void Add(AtomicFiles files, string folder)
    {
        var paths = In(folder);
        files.Add(paths.TrainingModel, TrainingModel);
        files.Add(paths.EvaluationModel, EvaluationModel);
        files.Add(paths.OptimizerModel, OptimizerModel);
        files.Add(paths.Checkpoint, Checkpoint);
    }

    /// <summary>Checks the files against ONNX Runtime Training's rules.</summary>
    /// <param name="names">What messages call them.</param>
    /// <exception cref="ArtifactException">They break a rule; the message names it.</exception>
    public void Check(ArtifactNames names) => ArtifactRules.Check(
        names,
        Parse(names.TrainingModel, TrainingModel),
        Parse(names.EvaluationModel, EvaluationModel),
        Parse(names.OptimizerModel, OptimizerModel),
        new CheckpointReader(names.Checkpoint).Read(Checkpoint));

    private static ModelProto Parse(string path, byte[] bytes)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ArtifactException($"'{path}' is no ONNX file: {exception.Message}");
        }
    }
}
